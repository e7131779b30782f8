package dev.baton.bench;

import static dev.baton.winsock.Constants.FD_READ;
import static dev.baton.winsock.Constants.WSA_INVALID_EVENT;
import static dev.baton.winsock.Constants.WSA_WAIT_EVENT_0;

import dev.baton.winsock.Constants;
import dev.baton.winsock.Winsock;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/** A connection whose one end is registered with an event object, among others that are idle. */
final class EventSockets implements AutoCloseable {
    private final long event = Winsock.WSACreateEvent();
    private final MemorySegment events = Arena.ofAuto().allocateFrom(ValueLayout.JAVA_LONG, event);
    private final MemorySegment recorded =
            Arena.ofAuto().allocate(Constants.SIZEOF_WSANETWORKEVENTS, 4);
    private final MemorySegment buffer = Arena.ofAuto().allocate(8);
    private final List<Long> idle = new ArrayList<>();
    private final long client;
    private final long server;

    EventSockets(int registered) throws IOException {
        if (event == WSA_INVALID_EVENT) {
            throw WinsockCalls.failed("WSACreateEvent");
        }
        for (int i = 1; i < registered; i++) {
            long s = WinsockCalls.boundDatagram();
            idle.add(s);
            register(s);
        }
        long listener = WinsockCalls.listen();
        client = WinsockCalls.connect(WinsockCalls.address(listener).getPort());
        server = WinsockCalls.accept(listener);
        WinsockCalls.check("closesocket", Winsock.closesocket(listener));
        register(server);
    }

    private void register(long s) throws IOException {
        WinsockCalls.check("WSAEventSelect", Winsock.WSAEventSelect(s, event, FD_READ));
    }

    /** The registered end. */
    long server() {
        return server;
    }

    /** Sends so many bytes, 8 at most, to the registered end. */
    void send(int bytes) throws IOException {
        if (Winsock.send(client, buffer, bytes, 0) != bytes) {
            throw WinsockCalls.failed("send");
        }
    }

    /** Waits for the event, by asking again and again. */
    void spin() {
        while (Winsock.WSAWaitForMultipleEvents(1, events, 0, 0, 0) != WSA_WAIT_EVENT_0) {
            Thread.onSpinWait();
        }
    }

    /** Waits for the event in the way a program does; false once it is closed. */
    boolean await() {
        return Winsock.WSAWaitForMultipleEvents(1, events, 0, Constants.WSA_INFINITE, 0)
                == WSA_WAIT_EVENT_0;
    }

    /** Reads the record, which resets the event. */
    void enumerate() throws IOException {
        WinsockCalls.check(
                "WSAEnumNetworkEvents", Winsock.WSAEnumNetworkEvents(server, event, recorded));
    }

    /** Receives what there is. */
    void receive() throws IOException {
        WinsockCalls.check("recv", Winsock.recv(server, buffer, 8, 0));
    }

    @Override
    public void close() {
        idle.forEach(Winsock::closesocket);
        Winsock.closesocket(client);
        Winsock.closesocket(server);
        Winsock.WSACloseEvent(event);
    }
}
