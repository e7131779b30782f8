package dev.baton.it;

import static dev.baton.winsock.Constants.FD_CLOSE;
import static dev.baton.winsock.Constants.FD_READ;
import static dev.baton.winsock.Constants.POLLRDNORM;
import static dev.baton.winsock.Constants.WSAEWOULDBLOCK;
import static dev.baton.winsock.Constants.WSA_WAIT_EVENT_0;
import static dev.baton.winsock.Constants.WSA_WAIT_TIMEOUT;

import dev.baton.testkit.ChildLoop;
import dev.baton.testkit.Here;
import dev.baton.testkit.Sockets;
import dev.baton.winsock.Winsock;
import dev.baton.winsock.struct.WsaNetworkEvents;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A process that waits for the events of some sockets and answers what it receives with as many
 * bytes. A test tells it which sockets it is registered for; an event of any other is a fault.
 */
final class EventProgram {
    /** What a test asks for. */
    enum Verb {
        /** Opens a duplicate as the socket of that index. */
        OPEN,
        /** Registers for the socket. */
        TAKE,
        /** Another process is registered now: from here on no event must come. */
        SILENCE,
        /** From now on receives from the socket without being registered. */
        RECEIVE,
        /** Tells how many events came, and what was wrong. */
        REPORT
    }

    private static final int SOCKETS = 8;
    private static final int WAIT_MILLIS = 200;
    private static final int ROOM = 4096;

    private final long[] sockets = new long[SOCKETS];
    private final long[] events = new long[SOCKETS];
    private final boolean[] silenced = new boolean[SOCKETS];
    private long came;
    private String wrong = "";

    private EventProgram() {
        Here.HERE.startup().succeeds();
        for (int i = 0; i < SOCKETS; i++) {
            events[i] = Winsock.WSACreateEvent();
        }
    }

    /**
     * Runs until the parent closes the pipe.
     *
     * @param arguments none
     * @throws IOException if the pipe breaks
     */
    public static void main(String[] arguments) throws IOException {
        var program = new EventProgram();
        Thread.ofPlatform().daemon().start(program::watch);
        ChildLoop.serve(program::obey);
    }

    static byte[] request(Verb verb, int index, byte[] info) {
        return ByteBuffer.allocate(2 * Integer.BYTES + info.length)
                .putInt(verb.ordinal())
                .putInt(index)
                .put(info)
                .array();
    }

    private synchronized byte[] obey(byte[] request) {
        var in = ByteBuffer.wrap(request);
        Verb verb = Verb.values()[in.getInt()];
        int i = in.getInt();
        switch (verb) {
            case OPEN -> {
                var info = new byte[in.remaining()];
                in.get(info);
                sockets[i] = Here.HERE.open(info).s();
            }
            case TAKE -> {
                silenced[i] = false;
                Sockets.check(Winsock.WSAEventSelect(sockets[i], events[i], FD_READ | FD_CLOSE));
            }
            case SILENCE -> {
                Winsock.WSAResetEvent(events[i]);
                silenced[i] = true;
            }
            case RECEIVE -> Thread.ofPlatform().daemon().start(() -> receive(sockets[i]));
            case REPORT -> {}
        }
        byte[] text = wrong.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Long.BYTES + text.length).putLong(came).put(text).array();
    }

    private void watch() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(ROOM, 8);
            MemorySegment all = MemorySegment.ofArray(events);
            while (true) {
                int result = Winsock.WSAWaitForMultipleEvents(SOCKETS, all, 0, WAIT_MILLIS, 0);
                if (result != WSA_WAIT_TIMEOUT) {
                    signalled(result - WSA_WAIT_EVENT_0, buffer);
                }
            }
        }
    }

    private synchronized void signalled(int i, MemorySegment buffer) {
        // Between the wait and here it may have been silenced.
        if (!isSet(events[i])) {
            return;
        }
        MemorySegment read = buffer.asSlice(0, WsaNetworkEvents.SIZEOF);
        if (silenced[i]) {
            wrong += "socket " + i + " signalled a process that is not registered\n";
            Winsock.WSAResetEvent(events[i]);
            return;
        }
        Sockets.check(Winsock.WSAEnumNetworkEvents(sockets[i], events[i], read));
        if ((WsaNetworkEvents.lNetworkEvents(read) & FD_READ) != 0) {
            came++;
            answer(sockets[i], buffer);
        }
    }

    private static boolean isSet(long event) {
        MemorySegment one = MemorySegment.ofArray(new long[] {event});
        return Winsock.WSAWaitForMultipleEvents(1, one, 1, 0, 0) == WSA_WAIT_EVENT_0;
    }

    /** One call only: if that leaves data, another event must come. */
    private static void answer(long s, MemorySegment buffer) {
        int count = Winsock.recv(s, buffer, ROOM, 0);
        if (count > 0) {
            Sockets.check(Winsock.send(s, buffer, count, 0));
        } else if (count < 0) {
            Sockets.checkFails(WSAEWOULDBLOCK, count);
        }
    }

    private static void receive(long s) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(ROOM, 8);
            while (Here.HERE.holder(s).poll(POLLRDNORM, WAIT_MILLIS).result() >= 0) {
                answer(s, buffer);
            }
        }
    }
}
