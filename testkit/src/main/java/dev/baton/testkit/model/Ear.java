package dev.baton.testkit.model;

import static dev.baton.winsock.Constants.AF_INET;
import static dev.baton.winsock.Constants.FD_READ;
import static dev.baton.winsock.Constants.SOCK_DGRAM;
import static dev.baton.winsock.Constants.WSA_WAIT_EVENT_0;

import dev.baton.testkit.Holder;
import dev.baton.testkit.Sockets;
import dev.baton.winsock.MessageWindow;
import dev.baton.winsock.MessageWindow.Message;
import dev.baton.winsock.Winsock;
import dev.baton.winsock.struct.SockAddrIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The event objects and windows of this process. It hears that nothing more is under way by a
 * marker: a datagram to a socket of its own, whose message comes after whatever was caused before.
 */
final class Ear implements AutoCloseable {
    static final int EVENTS = 3;
    static final int WINDOWS = 2;

    /** The number of all messages but the marker's. */
    static final int MESSAGE = 0x401;

    private static final int MARKER = 0x402;

    /** A message and the window it came to. */
    record Heard(int window, Message message) {}

    private final long[] events =
            IntStream.range(0, EVENTS).mapToLong(i -> Winsock.WSACreateEvent()).toArray();
    private final List<MessageWindow> windows =
            Stream.generate(MessageWindow::open).limit(WINDOWS).toList();
    private final Holder marker = Sockets.bound(AF_INET, SOCK_DGRAM);
    private final DatagramChannel sender;

    Ear() {
        try {
            sender = DatagramChannel.open();
            int port = ((SockAddrIn) marker.name()).port();
            sender.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Sockets.check(Winsock.WSAAsyncSelect(marker.s(), window(0), MARKER, FD_READ));
    }

    long event(int index) {
        return events[index];
    }

    long window(int index) {
        return windows.get(index).handle();
    }

    /** Waits until the event object is set; false if it is not in time. */
    boolean awaitEvent(int index, Duration limit) {
        int result =
                Winsock.WSAWaitForMultipleEvents(
                        1,
                        MemorySegment.ofArray(new long[] {events[index]}),
                        1,
                        (int) limit.toMillis(),
                        0);
        return result == WSA_WAIT_EVENT_0;
    }

    /** Which event objects are set, as bits. */
    int eventsSet() {
        int set = 0;
        for (int i = 0; i < EVENTS; i++) {
            set |= awaitEvent(i, Duration.ZERO) ? 1 << i : 0;
        }
        return set;
    }

    /**
     * Reads messages until so many have come to each window, or the time is over; then all that
     * have come before the marker.
     */
    List<Heard> messages(int[] due, Duration limit) {
        var heard = new ArrayList<Heard>();
        long end = System.nanoTime() + limit.toNanos();
        for (int i = 0; i < WINDOWS; i++) {
            int window = i;
            for (int left = due[i]; left > 0; left--) {
                windows.get(i)
                        .poll(Duration.ofNanos(end - System.nanoTime()))
                        .ifPresent(message -> heard.add(new Heard(window, message)));
            }
        }
        awaitMarker(heard);
        for (int i = 1; i < WINDOWS; i++) {
            Optional<Message> next = windows.get(i).poll(Duration.ZERO);
            while (next.isPresent()) {
                heard.add(new Heard(i, next.get()));
                next = windows.get(i).poll(Duration.ZERO);
            }
        }
        return heard;
    }

    /** Once nothing is under way, takes everything back. */
    void forget() {
        messages(new int[WINDOWS], Duration.ZERO);
        for (long event : events) {
            Winsock.WSAResetEvent(event);
        }
    }

    private void awaitMarker(List<Heard> heard) {
        try {
            sender.write(ByteBuffer.wrap(new byte[] {1}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        while (true) {
            Message message =
                    windows.getFirst()
                            .poll(Duration.ofSeconds(10))
                            .orElseThrow(() -> new AssertionError("the marker did not come"));
            if (message.message() == MARKER) {
                marker.receive(1).succeeds();
                return;
            }
            heard.add(new Heard(0, message));
        }
    }

    @Override
    public void close() {
        try {
            sender.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        marker.close();
        windows.forEach(MessageWindow::close);
        for (long event : events) {
            Winsock.WSACloseEvent(event);
        }
    }
}
