package dev.baton.testkit.model;

import static dev.baton.winsock.Constants.FROM_PROTOCOL_INFO;
import static dev.baton.winsock.Constants.SIZEOF_WSAPROTOCOL_INFOW;
import static dev.baton.winsock.Constants.WSAEWOULDBLOCK;
import static dev.baton.winsock.Constants.WSA_FLAG_OVERLAPPED;
import static dev.baton.winsock.Constants.WSA_INVALID_EVENT;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.util.Objects.requireNonNull;

import dev.baton.testkit.Eventually;
import dev.baton.testkit.Sockets;
import dev.baton.winsock.Constants;
import dev.baton.winsock.Winsock;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.SockAddrIn;
import dev.baton.winsock.struct.WsaNetworkEvents;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Does in this process what a {@link Site} is asked for. */
final class SiteCalls {
    /** Stands for the NULL handle where an event object or a window is meant. */
    static final int NONE = -1;

    /** Stands for a handle that nothing has. */
    static final int UNKNOWN = -2;

    /** What the error codes of a structure hold before the call. */
    static final byte UNTOUCHED = 0x5a;

    private static final long UNKNOWN_HANDLE = 0x7fff_fff1L;
    private static final int CHUNK = 1 << 15;
    private static final byte[] NOTHING = {};

    private final MemorySegment memory = Arena.ofAuto().allocate(CHUNK, 8);
    private @Nullable Ear ear;

    Answer perform(Action action) {
        long s = action.s();
        int a = action.a();
        int b = action.b();
        return switch (action.verb()) {
            case SET_UP -> {
                Sockets.startup();
                warmUp();
                ear = new Ear();
                yield new Answer(0, NOTHING);
            }
            case TEAR_DOWN -> {
                ear().close();
                yield answer(Winsock.WSACleanup());
            }
            case EVENT_SELECT -> answer(Winsock.WSAEventSelect(s, event(a), b));
            case ASYNC_SELECT -> answer(Winsock.WSAAsyncSelect(s, window(a), Ear.MESSAGE, b));
            case ENUMERATE -> enumerate(s, a);
            case BAD_ENUMERATE -> answer(enumerateWrongly(s, a));
            case RESET_EVENT -> answer(Winsock.WSAResetEvent(event(a)) - 1);
            case MODE -> answer(Winsock.ioctlsocket(s, Constants.FIONBIO, Sockets.number(a)));
            case RECEIVE -> answer(Winsock.recv(s, memory, a, b));
            case RECEIVE_FAULTY -> answer(Winsock.recv(s, MemorySegment.NULL, 1, 0));
            case AWAIT_BYTES -> awaitBytes(s, a);
            case SEND -> answer(Winsock.send(s, memory, a, 0));
            case FILL -> fill(s);
            case ACCEPT -> answer(Winsock.accept(s, MemorySegment.NULL, MemorySegment.NULL));
            case CONNECT -> connect(s, a);
            case DUPLICATE -> duplicate(s, a);
            case OPEN -> open(action.data());
            case CLOSE -> answer(Winsock.closesocket(s));
            case SETTLE -> settle(Duration.ofMillis(s), a, b);
            case FORGET -> {
                ear().forget();
                yield new Answer(0, NOTHING);
            }
        };
    }

    /** Blocks once, so that what the process keeps for that is open. */
    private static void warmUp() {
        Sockets.Pair pair = Sockets.tcp();
        pair.client().send("a").succeeds();
        pair.server().text(1);
        pair.client().close();
        pair.server().close();
    }

    private Ear ear() {
        return requireNonNull(ear, "not set up");
    }

    private long event(int index) {
        return switch (index) {
            case NONE -> WSA_INVALID_EVENT;
            case UNKNOWN -> UNKNOWN_HANDLE;
            default -> ear().event(index);
        };
    }

    private long window(int index) {
        return switch (index) {
            case NONE -> 0;
            case UNKNOWN -> UNKNOWN_HANDLE;
            default -> ear().window(index);
        };
    }

    private static Answer answer(long result) {
        return new Answer(result == -1 ? -Winsock.WSAGetLastError() : result, NOTHING);
    }

    private static Answer answer(long result, MemorySegment data) {
        return new Answer(answer(result).result(), data.toArray(JAVA_BYTE));
    }

    private Answer enumerate(long s, int event) {
        MemorySegment events = memory.asSlice(0, WsaNetworkEvents.SIZEOF).fill(UNTOUCHED);
        return answer(Winsock.WSAEnumNetworkEvents(s, event(event), events), events);
    }

    /** With an event object that is none, without memory, or with too little. */
    private int enumerateWrongly(long s, int how) {
        MemorySegment shortBy1 = memory.asSlice(0, WsaNetworkEvents.SIZEOF - 1L);
        return switch (how) {
            case 0 -> Winsock.WSAEnumNetworkEvents(s, event(UNKNOWN), memory);
            case 1 -> Winsock.WSAEnumNetworkEvents(s, event(NONE), MemorySegment.NULL);
            default -> Winsock.WSAEnumNetworkEvents(s, event(0), shortBy1);
        };
    }

    /** Waits until so many bytes can be received; asking is no matter of events. */
    private static Answer awaitBytes(long s, int count) {
        MemorySegment bytes = Sockets.number(0);
        Eventually.await(
                Duration.ofSeconds(10),
                () -> {
                    Sockets.check(Winsock.ioctlsocket(s, Constants.FIONREAD, bytes));
                    return Memory.int32(bytes, 0) >= count;
                });
        return new Answer(0, NOTHING);
    }

    /** Sends until nothing more goes, and tells how much went. */
    private Answer fill(long s) {
        long sent = 0;
        while (true) {
            int count = Winsock.send(s, memory, CHUNK, 0);
            if (count < 0) {
                int error = Winsock.WSAGetLastError();
                return new Answer(error == WSAEWOULDBLOCK ? sent : -error, NOTHING);
            }
            sent += count;
        }
    }

    private static Answer connect(long s, int port) {
        MemorySegment name = new SockAddrIn(port, Constants.INADDR_LOOPBACK).toSegment();
        return answer(Winsock.connect(s, name, SockAddrIn.SIZEOF));
    }

    private Answer duplicate(long s, int pid) {
        MemorySegment info = memory.asSlice(0, SIZEOF_WSAPROTOCOL_INFOW);
        return answer(Winsock.WSADuplicateSocketW(s, pid, info), info);
    }

    private static Answer open(byte[] info) {
        return answer(
                Winsock.WSASocketW(
                        FROM_PROTOCOL_INFO,
                        FROM_PROTOCOL_INFO,
                        FROM_PROTOCOL_INFO,
                        MemorySegment.ofArray(info),
                        0,
                        WSA_FLAG_OVERLAPPED));
    }

    /**
     * Waits for events and messages that must come, then for the marker.
     *
     * @param eventsDue bits: event objects that must be set
     * @param messagesDue how many must come, a byte for each window
     */
    private Answer settle(Duration limit, int eventsDue, int messagesDue) {
        for (int i = 0; i < Ear.EVENTS; i++) {
            if ((eventsDue & (1 << i)) != 0 && !ear().awaitEvent(i, limit)) {
                break;
            }
        }
        var due = new int[Ear.WINDOWS];
        for (int i = 0; i < due.length; i++) {
            due[i] = (messagesDue >>> (8 * i)) & 0xff;
        }
        var heard = ear().messages(due, limit);
        var out = ByteBuffer.allocate(heard.size() * (2 * Integer.BYTES + 2 * Long.BYTES));
        for (Ear.Heard each : heard) {
            out.putInt(each.window()).putInt(each.message().message());
            out.putLong(each.message().wParam()).putLong(each.message().lParam());
        }
        return new Answer(ear().eventsSet(), out.array());
    }
}
