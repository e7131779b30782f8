package dev.baton.it;

import dev.baton.channels.SharedChannelException;
import dev.baton.channels.SharedChannels;
import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;
import dev.baton.ffm.SocketMessage;
import dev.baton.provider.linux.sharing.Probe;
import dev.baton.testkit.ChildLoop;
import dev.baton.testkit.Here;
import dev.baton.testkit.Holder;
import dev.baton.testkit.Outcome;
import dev.baton.testkit.Sockets;
import dev.baton.winsock.Constants;
import dev.baton.winsock.SharedSockets;
import dev.baton.winsock.Winsock;
import dev.baton.winsock.struct.Memory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A process that does what a test orders, and that can be made to stand still before a step of a
 * delivery, to run out of descriptors, or to behave badly.
 */
final class WorkerProgram {
    private static final byte[] NOTHING = {};

    private final List<Long> many = new ArrayList<>();
    private final List<Integer> copies = new ArrayList<>();

    private WorkerProgram() {}

    /**
     * Runs until the parent closes the pipe.
     *
     * @param arguments none
     * @throws IOException if the pipe breaks
     */
    public static void main(String[] arguments) throws IOException {
        var program = new WorkerProgram();
        ChildLoop.serve(request -> program.obey(Order.decode(request)).encode());
    }

    private Reply obey(Order order) {
        Holder s = Here.HERE.holder(order.first());
        return switch (order.verb()) {
            case NOTHING -> done(0);
            case STARTUP -> startup((int) order.first());
            case CLEANUP -> reply(Here.HERE.cleanup());
            case CONNECT -> done(connect((int) order.first()));
            case CONNECT_MANY -> connectMany((int) order.first(), (int) order.second());
            case DUPLICATE -> reply(s.tryDuplicate(order.second()));
            case DUPLICATE_MANY -> duplicateMany((int) order.first(), (int) order.second());
            case DUPLICATE_CHANNEL -> duplicateChannel((int) order.first(), order.second());
            case OPEN -> reply(Here.HERE.tryOpen(order.data()));
            case OPEN_MANY -> openMany(order.data());
            case SEND -> reply(s.send(new String(order.data(), StandardCharsets.ISO_8859_1)));
            case SEND_NUMBERS -> sendNumbers();
            case RECEIVE -> text(s.text((int) order.second()));
            case WAIT -> waitInVain(s);
            case CLOSE -> reply(s.tryClose());
            case CLOSE_MANY -> closeMany();
            case STOP_BEFORE ->
                    stopBefore(Probe.Step.values()[(int) order.first()], order.second());
            case COLLECT_GARBAGE -> {
                System.gc();
                yield done(0);
            }
            case LOAD_CLASSES -> done(loadClasses());
            case FILL_TABLE -> fillTable((int) order.first());
            case EMPTY_TABLE -> emptyTable();
            case KNOCK -> knock(order.data());
            case SELECT_EVENTS ->
                    reply(s.eventSelect(Here.HERE.event().handle(), Constants.FD_ALL_EVENTS));
        };
    }

    private static Reply done(long result) {
        return new Reply(result, 0, NOTHING);
    }

    private static Reply text(String text) {
        return new Reply(text.length(), 0, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Reply reply(Outcome outcome) {
        return new Reply(outcome.result(), outcome.error(), outcome.data());
    }

    /** Starts and cleans up Winsock that many times, and starts it once more. */
    private static Reply startup(int times) {
        for (int i = 0; i < times; i++) {
            Here.HERE.startup().succeeds();
            Here.HERE.cleanup().succeeds();
        }
        return reply(Here.HERE.startup());
    }

    private static long connect(int port) {
        Holder s = Sockets.socket(Constants.AF_INET, Constants.SOCK_STREAM);
        s.connect(Sockets.loopback(Constants.AF_INET, port)).succeeds();
        return s.s();
    }

    private Reply connectMany(int port, int count) {
        for (int i = 0; i < count; i++) {
            many.add(connect(port));
        }
        return done(count);
    }

    /** Duplicates the first of the many; if there are fewer than wanted, again and again. */
    private Reply duplicateMany(int pid, int count) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment sockets = arena.allocate(8L * count, 8);
            for (int i = 0; i < count; i++) {
                Memory.int64(sockets, 8L * i, many.get(i % many.size()));
            }
            var infos = new byte[count * Constants.SIZEOF_WSAPROTOCOL_INFOW];
            int result = SharedSockets.duplicate(sockets, count, pid, MemorySegment.ofArray(infos));
            return result == 0
                    ? new Reply(0, 0, infos)
                    : new Reply(-1, Winsock.WSAGetLastError(), NOTHING);
        }
    }

    /** Connects a channel to a port and duplicates it for a process; then writes to it. */
    private static Reply duplicateChannel(int port, long pid) {
        try (SocketChannel channel =
                SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
            try {
                return new Reply(0, 0, SharedChannels.duplicate(channel, pid).toBytes());
            } catch (SharedChannelException e) {
                return new Reply(-1, e.error(), NOTHING);
            } finally {
                channel.write(ByteBuffer.wrap(new byte[] {'s', 't', 'i', 'l', 'l'}));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens as many as it can, which join the many. */
    private Reply openMany(byte[] infos) {
        int count = infos.length / Constants.SIZEOF_WSAPROTOCOL_INFOW;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment sockets = arena.allocate(8L * count, 8);
            int opened = SharedSockets.open(MemorySegment.ofArray(infos), count, sockets);
            int error = opened < count ? Winsock.WSAGetLastError() : 0;
            for (int i = 0; i < opened; i++) {
                many.add(Memory.int64(sockets, 8L * i));
            }
            return new Reply(opened, error, NOTHING);
        }
    }

    /** Blocks in both ways for a moment. */
    private static Reply waitInVain(Holder s) {
        s.poll(Constants.POLLRDNORM, 1).succeeds();
        return done(s.isNonblocking() ? 1 : 0);
    }

    /** Sends through each of the many its place among them, 32 bits little-endian. */
    private Reply sendNumbers() {
        MemorySegment number = MemorySegment.ofArray(new byte[Integer.BYTES]);
        for (int i = 0; i < many.size(); i++) {
            Memory.int32(number, 0, i);
            Sockets.check(Winsock.send(many.get(i), number, Integer.BYTES, 0));
        }
        return done(many.size());
    }

    private Reply closeMany() {
        many.forEach(s -> Here.HERE.holder(s).close());
        many.clear();
        return done(0);
    }

    /** From now on, the n-th time that this step is about to be made, its thread stands still. */
    private static Reply stopBefore(Probe.Step step, long nth) {
        var left = new AtomicLong(nth);
        Probe.observe(next -> {
            if (next == step && left.decrementAndGet() == 0) {
                System.err.println(announcement(step));
                while (true) {
                    LockSupport.park();
                }
            }
        });
        return done(0);
    }

    /** What the process writes to standard error when it stands before a step. */
    static String announcement(Probe.Step step) {
        return "standing before " + step;
    }

    private static int loadClasses() {
        return Stream.of(Linux.class, Probe.class, Winsock.class, Here.class, WorkerProgram.class)
                .mapToInt(ClassLoading::loadAllBeside)
                .sum();
    }

    /** Uses descriptors up until so many are left. */
    private Reply fillTable(int left) {
        while (true) {
            int copy = Linux.fcntl(0, LinuxConstants.F_DUPFD_CLOEXEC, 0);
            if (copy < 0) {
                break;
            }
            copies.add(copy);
        }
        for (int i = 0; i < left; i++) {
            Linux.close(copies.removeLast());
        }
        return done(copies.size());
    }

    private Reply emptyTable() {
        copies.forEach(Linux::close);
        copies.clear();
        return done(0);
    }

    /**
     * Connects to an inbox that belongs to somebody else and sends a message with a socket.
     *
     * @param address a {@code sockaddr_un}
     * @return the answer of {@code connect} or, if that succeeded, of {@code sendmsg}
     */
    private static Reply knock(byte[] address) {
        try (Arena arena = Arena.ofConfined()) {
            int type = LinuxConstants.SOCK_SEQPACKET | LinuxConstants.SOCK_CLOEXEC;
            int fd = Linux.socket(LinuxConstants.AF_UNIX, type, 0);
            MemorySegment name = arena.allocate(address.length, 8);
            Memory.bytes(name, 0, address);
            long result = Linux.connect(fd, name, address.length);
            if (result == 0) {
                var message = new SocketMessage(arena, 1);
                int[] descriptors = {fd};
                result = message.send(fd, 1, descriptors, 0, 1, LinuxConstants.MSG_NOSIGNAL);
            }
            return done(result);
        }
    }
}
