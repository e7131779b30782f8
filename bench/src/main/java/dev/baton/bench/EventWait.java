package dev.baton.bench;

import java.io.IOException;
import java.io.UncheckedIOException;

/** From before a byte is sent until a thread that waits for the event object has woken up. */
final class EventWait implements Wake {
    private final EventSockets sockets;
    private final Thread thread;
    private volatile long woken;

    EventWait(int registered) throws IOException {
        sockets = new EventSockets(registered);
        thread = Thread.ofPlatform().daemon().start(this::run);
    }

    private void run() {
        try {
            while (sockets.await()) {
                long now = System.nanoTime();
                sockets.enumerate();
                sockets.receive();
                woken = now;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public long once() throws IOException {
        woken = 0;
        long start = System.nanoTime();
        sockets.send(1);
        while (woken == 0) {
            Thread.onSpinWait();
        }
        return woken - start;
    }

    @Override
    public void close() {
        sockets.close();
        while (thread.isAlive()) {
            Thread.onSpinWait();
        }
    }
}
