package dev.baton.bench;

import java.io.IOException;

/** From before a byte is sent until the event object is set. */
final class EventWake implements Wake {
    private final EventSockets sockets;

    EventWake(int registered) throws IOException {
        sockets = new EventSockets(registered);
    }

    @Override
    public long once() throws IOException {
        long start = System.nanoTime();
        sockets.send(1);
        sockets.spin();
        long took = System.nanoTime() - start;
        sockets.enumerate();
        sockets.receive();
        return took;
    }

    @Override
    public void close() {
        sockets.close();
    }
}
