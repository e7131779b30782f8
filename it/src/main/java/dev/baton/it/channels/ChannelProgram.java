package dev.baton.it.channels;

import dev.baton.channels.Capabilities;
import dev.baton.channels.ChannelKind;
import dev.baton.channels.SharedChannelException;
import dev.baton.channels.SharedChannels;
import dev.baton.channels.Ticket;
import dev.baton.ffm.Linux;
import dev.baton.it.ClassLoading;
import dev.baton.provider.linux.sharing.Probe;
import dev.baton.testkit.ChildLoop;
import dev.baton.winsock.Winsock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A process that does with channels what a test asks for. */
final class ChannelProgram {
    private static final int ROOM = 4096;

    private final List<NetworkChannel> channels = new ArrayList<>();
    private final FullTable table = new FullTable();
    private final NumberCount count = new NumberCount();

    private final Selector selector;

    private ChannelProgram() throws IOException {
        selector = Selector.open();
    }

    /**
     * Runs until the parent closes the pipe.
     *
     * @param arguments none
     * @throws IOException if the pipe breaks
     */
    public static void main(String[] arguments) throws IOException {
        var program = new ChannelProgram();
        ChildLoop.serve(request -> program.answer(Parcel.decode(request)).encode());
    }

    private Parcel answer(Parcel asked) {
        try {
            return obey(Deed.values()[asked.code()], asked);
        } catch (SharedChannelException e) {
            return Parcel.failure(e.error(), String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return Parcel.failure(0, e.toString());
        }
    }

    private Parcel obey(Deed deed, Parcel asked) throws IOException {
        int number = (int) asked.first();
        return switch (deed) {
            case WAY -> way();
            case CONNECT -> keep(SocketChannel.open(loopback(number)));
            case OPEN -> keep(open(ChannelKind.values()[number], asked.data()));
            case OPEN_MANY -> openMany(asked.data());
            case DUPLICATE ->
                    ticket(SharedChannels.duplicate(channels.get(number), asked.second()));
            case MOVE -> ticket(SharedChannels.move(channels.get(number), asked.second()));
            case REGISTER -> {
                SelectableChannel channel = (SelectableChannel) channels.get(number);
                channel.configureBlocking(false);
                channel.register(selector, channel.validOps());
                yield Parcel.of(selector.selectNow());
            }
            case RELEASE -> {
                SharedChannels.release(channels.get(number));
                selector.selectNow();
                yield Parcel.of(number);
            }
            case CLOSE -> {
                channels.get(number).close();
                yield Parcel.of(number);
            }
            case CLOSE_ALL -> closeAll();
            case NAMES -> Parcel.of(String.join("\n", names(channels.get(number))));
            case WRITE -> write(connection(number), asked.data());
            case READ -> Parcel.of(manner(asked).read(connection(number), room(asked)));
            case SCATTER -> Parcel.of(scatter(connection(number), room(asked)));
            case ACCEPT -> keep(manner(asked).accept((ServerSocketChannel) channels.get(number)));
            case RECEIVE -> receive(datagrams(number));
            case SEND -> send(datagrams(number), (int) asked.second(), asked.data());
            case ANSWER -> Parcel.of(datagrams(number).write(ByteBuffer.wrap(asked.data())));
            case SET_OPTIONS -> {
                CommonOptions.set(connection(number), asked.text());
                yield Parcel.of(number);
            }
            case OPTIONS -> Parcel.of(CommonOptions.of(connection(number)));
            case CLOSE_WHILE_READING, CLOSE_WHILE_ACCEPTING ->
                    closeWhileBlocked(channels.get(number), manner(asked));
            case COUNT -> {
                count.begin(connection(number));
                yield Parcel.of(number);
            }
            case COUNTED -> count.end();
            case LOAD_CLASSES -> Parcel.of(loadClasses());
            case FILL_TABLE -> Parcel.of(table.fill(number));
            case EMPTY_TABLE -> {
                table.empty();
                yield Parcel.of(0);
            }
        };
    }

    private static int loadClasses() {
        return Stream.of(
                        Linux.class,
                        Probe.class,
                        Winsock.class,
                        SharedChannels.class,
                        ChannelProgram.class)
                .mapToInt(ClassLoading::loadAllBeside)
                .sum();
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private static Parcel way() throws IOException {
        SharedChannels.reachable();
        return Parcel.of(Capabilities.current().way().name());
    }

    private Parcel keep(NetworkChannel channel) {
        channels.add(channel);
        return Parcel.of(channels.size() - 1);
    }

    private static NetworkChannel open(ChannelKind kind, byte[] ticket) throws IOException {
        return Opening.of(kind).open(Ticket.ofBytes(ticket));
    }

    private Parcel openMany(byte[] tickets) throws IOException {
        int first = channels.size();
        for (int at = 0; at < tickets.length; at += Ticket.SIZE) {
            byte[] one = Arrays.copyOfRange(tickets, at, at + Ticket.SIZE);
            channels.add(open(ChannelKind.CONNECTION, one));
        }
        return Parcel.of(first);
    }

    private static Parcel ticket(Ticket ticket) {
        return Parcel.of(ticket.toBytes());
    }

    private Parcel closeAll() throws IOException {
        for (NetworkChannel channel : channels) {
            channel.close();
        }
        channels.clear();
        return Parcel.of(0);
    }

    /** Local and remote as the kernel tells them, and local as the channel does. */
    static List<String> names(NetworkChannel channel) throws IOException {
        return List.of(
                SharedChannels.localAddress(channel).map(Object::toString).orElse("none"),
                SharedChannels.remoteAddress(channel).map(Object::toString).orElse("none"),
                String.valueOf(channel.getLocalAddress()));
    }

    private SocketChannel connection(int number) {
        return (SocketChannel) channels.get(number);
    }

    private DatagramChannel datagrams(int number) {
        return (DatagramChannel) channels.get(number);
    }

    private static Parcel send(DatagramChannel channel, int port, byte[] data) throws IOException {
        return Parcel.of(channel.send(ByteBuffer.wrap(data), loopback(port)));
    }

    private static Manner manner(Parcel asked) {
        return Manner.valueOf(asked.text());
    }

    private static int room(Parcel asked) {
        return (int) asked.second();
    }

    private static Parcel write(SocketChannel channel, byte[] data) throws IOException {
        int half = data.length / 2;
        ByteBuffer[] buffers = {
            ByteBuffer.wrap(data, 0, half), ByteBuffer.wrap(data, half, data.length - half)
        };
        while (buffers[1].hasRemaining()) {
            channel.write(buffers);
        }
        return Parcel.of(data.length);
    }

    private static String scatter(SocketChannel channel, int length) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(length / 2);
        ByteBuffer tail = ByteBuffer.allocate(length - length / 2);
        ByteBuffer[] buffers = {head, tail};
        while (tail.hasRemaining() && channel.read(buffers) >= 0) {}
        return new String(head.array(), StandardCharsets.ISO_8859_1)
                + new String(tail.array(), StandardCharsets.ISO_8859_1);
    }

    private static Parcel receive(DatagramChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(ROOM);
        if (channel.isConnected()) {
            channel.read(buffer);
        } else {
            channel.receive(buffer);
        }
        return Parcel.of(Arrays.copyOf(buffer.array(), buffer.position()));
    }

    private static Parcel closeWhileBlocked(NetworkChannel channel, Manner manner)
            throws IOException {
        Blocked blocked =
                Blocked.on(
                        manner,
                        () ->
                                channel instanceof ServerSocketChannel listener
                                        ? listener.accept()
                                        : ((SocketChannel) channel).read(ByteBuffer.allocate(1)));
        channel.close();
        return Parcel.of(blocked.thrown().getClass().getSimpleName());
    }
}
