package dev.baton.bench;

import dev.baton.winsock.Winsock;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * From before another process receives one of two bytes, which re-enables FD_READ, until the event
 * object of this one is set.
 */
final class ForeignReceive implements Wake {
    private final EventSockets sockets;
    private final Child child;

    ForeignReceive(int registered) throws IOException {
        sockets = new EventSockets(registered);
        child = Child.start(ForeignReceiver.class);
        child.expect('r');
        MemorySegment info = Arena.ofAuto().allocate(WinsockCalls.TICKET);
        WinsockCalls.check(
                "WSADuplicateSocketW",
                Winsock.WSADuplicateSocketW(sockets.server(), child.pid(), info));
        Pipes.writeFully(child.to(), info);
    }

    @Override
    public long once() throws IOException {
        sockets.send(2);
        sockets.spin();
        sockets.enumerate();
        child.send(1);
        sockets.spin();
        long end = System.nanoTime();
        sockets.enumerate();
        sockets.receive();
        // Both processes read the same clock.
        return end - child.receiveLong();
    }

    @Override
    public void close() {
        child.close();
        sockets.close();
    }
}
