package dev.baton.cli.sockets;

import static dev.baton.winsock.Constants.AF_INET;
import static dev.baton.winsock.Constants.FROM_PROTOCOL_INFO;
import static dev.baton.winsock.Constants.INVALID_SOCKET;
import static dev.baton.winsock.Constants.IPPROTO_TCP;
import static dev.baton.winsock.Constants.SIZEOF_SOCKET;
import static dev.baton.winsock.Constants.SIZEOF_WSAPROTOCOL_INFOW;
import static dev.baton.winsock.Constants.SOCK_STREAM;
import static dev.baton.winsock.Constants.SOMAXCONN;
import static dev.baton.winsock.Constants.TCP_NODELAY;
import static dev.baton.winsock.Constants.WINSOCK_VERSION;
import static dev.baton.winsock.Constants.WSA_FLAG_OVERLAPPED;

import dev.baton.cli.text.Units;
import dev.baton.winsock.SharedSockets;
import dev.baton.winsock.Winsock;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.SockAddr;
import dev.baton.winsock.struct.SockAddrIn;
import dev.baton.winsock.struct.WsaData;
import java.lang.foreign.MemorySegment;

/**
 * One start of Winsock and the calls that the commands make; each throws {@link WinsockFailure}.
 */
public final class Sockets implements AutoCloseable {
    private static final MemorySegment NULL = MemorySegment.NULL;
    private static final int LOOPBACK = 0x7f000001;

    private Sockets() {}

    /** {@code WSAStartup}, which {@link #close} balances. */
    public static Sockets start() {
        int error = Winsock.WSAStartup(WINSOCK_VERSION, bytes(WsaData.SIZEOF));
        if (error != 0) {
            throw new WinsockFailure("WSAStartup(0x0202, &data)", error);
        }
        return new Sockets();
    }

    /** {@code WSACleanup}, which also closes what is still open. */
    @Override
    public void close() {
        check("WSACleanup()", Winsock.WSACleanup());
    }

    /** A TCP listener on 127.0.0.1, at a port that the system chooses. */
    public long listen() {
        long s = stream();
        MemorySegment name = new SockAddrIn(0, LOOPBACK).toSegment();
        check(of("bind", s), Winsock.bind(s, name, SockAddrIn.SIZEOF));
        check(of("listen", s), Winsock.listen(s, SOMAXCONN));
        return s;
    }

    /** The local port of a socket. */
    public int port(long s) {
        MemorySegment name = bytes(SockAddrIn.SIZEOF);
        MemorySegment length = int32(SockAddrIn.SIZEOF);
        check(of("getsockname", s), Winsock.getsockname(s, name, length));
        return SockAddr.of(name, Memory.int32(length, 0)) instanceof SockAddrIn in ? in.port() : 0;
    }

    /** A TCP socket over IPv4. */
    public long stream() {
        long s =
                Winsock.WSASocketW(AF_INET, SOCK_STREAM, IPPROTO_TCP, NULL, 0, WSA_FLAG_OVERLAPPED);
        if (s == INVALID_SOCKET) {
            throw failure("WSASocketW(AF_INET, SOCK_STREAM, IPPROTO_TCP, ...)");
        }
        return s;
    }

    /** {@code connect} to a listener of {@link #listen}. */
    public long connect(int port) {
        long s = stream();
        MemorySegment name = new SockAddrIn(port, LOOPBACK).toSegment();
        check(of("connect", s), Winsock.connect(s, name, SockAddrIn.SIZEOF));
        return s;
    }

    /** {@code accept}. */
    public long accept(long listener) {
        long s = Winsock.accept(listener, NULL, NULL);
        if (s == INVALID_SOCKET) {
            throw failure(of("accept", listener));
        }
        return s;
    }

    /** Sends small messages at once. */
    public void noDelay(long s) {
        check(
                of("setsockopt", s),
                Winsock.setsockopt(s, IPPROTO_TCP, TCP_NODELAY, int32(1), Integer.BYTES));
    }

    /** Whether small messages are sent at once: any holder of the socket may have set it. */
    public boolean isNoDelay(long s) {
        MemorySegment value = int32(0);
        check(
                of("getsockopt", s),
                Winsock.getsockopt(s, IPPROTO_TCP, TCP_NODELAY, value, int32(Integer.BYTES)));
        return Memory.int32(value, 0) != 0;
    }

    /** {@code WSADuplicateSocketW}: the 628 bytes of the structure. */
    public byte[] duplicate(long s, int dwProcessId) {
        byte[] info = new byte[SIZEOF_WSAPROTOCOL_INFOW];
        check(
                "WSADuplicateSocketW(s="
                        + Units.hex(s)
                        + ", dwProcessId="
                        + dwProcessId
                        + ", &info)",
                Winsock.WSADuplicateSocketW(s, dwProcessId, MemorySegment.ofArray(info)));
        return info;
    }

    /** {@code WSASocketW} with the structure of a duplicate. */
    public long open(byte[] info) {
        long s =
                Winsock.WSASocketW(
                        FROM_PROTOCOL_INFO,
                        FROM_PROTOCOL_INFO,
                        FROM_PROTOCOL_INFO,
                        MemorySegment.ofArray(info),
                        0,
                        WSA_FLAG_OVERLAPPED);
        if (s == INVALID_SOCKET) {
            throw failure("WSASocketW(-1, -1, -1, &info, 0, WSA_FLAG_OVERLAPPED)");
        }
        return s;
    }

    /** Duplicates of all sockets for one process, in one call. */
    public byte[] duplicateAll(long[] sockets, int dwProcessId) {
        byte[] infos = new byte[Math.multiplyExact(sockets.length, SIZEOF_WSAPROTOCOL_INFOW)];
        MemorySegment handles = bytes(sockets.length * SIZEOF_SOCKET);
        for (int i = 0; i < sockets.length; i++) {
            Memory.int64(handles, (long) i * SIZEOF_SOCKET, sockets[i]);
        }
        check(
                "SharedSockets.duplicate(sockets, "
                        + sockets.length
                        + ", "
                        + dwProcessId
                        + ", infos)",
                SharedSockets.duplicate(
                        handles, sockets.length, dwProcessId, MemorySegment.ofArray(infos)));
        return infos;
    }

    /** Opens all duplicates, in one call. */
    public long[] openAll(byte[] infos) {
        int count = infos.length / SIZEOF_WSAPROTOCOL_INFOW;
        MemorySegment handles = bytes(count * SIZEOF_SOCKET);
        int opened = SharedSockets.open(MemorySegment.ofArray(infos), count, handles);
        if (opened != count) {
            throw failure("SharedSockets.open(infos, " + count + ", sockets) = " + opened);
        }
        long[] sockets = new long[count];
        for (int i = 0; i < count; i++) {
            sockets[i] = Memory.int64(handles, (long) i * SIZEOF_SOCKET);
        }
        return sockets;
    }

    /** {@code recv}: the number of bytes, 0 at the end. */
    public int receive(long s, byte[] buffer) {
        int count = Winsock.recv(s, MemorySegment.ofArray(buffer), buffer.length, 0);
        if (count < 0) {
            throw failure(of("recv", s));
        }
        return count;
    }

    /** {@code send} of all bytes. */
    public void send(long s, byte[] bytes) {
        if (Winsock.send(s, MemorySegment.ofArray(bytes), bytes.length, 0) != bytes.length) {
            throw failure(of("send", s));
        }
    }

    /** {@code closesocket}. */
    public void closesocket(long s) {
        check(of("closesocket", s), Winsock.closesocket(s));
    }

    private static void check(String call, int result) {
        if (result != 0) {
            throw failure(call);
        }
    }

    private static WinsockFailure failure(String call) {
        return new WinsockFailure(call, Winsock.WSAGetLastError());
    }

    private static String of(String function, long s) {
        return function + "(s=" + Units.hex(s) + ")";
    }

    private static MemorySegment bytes(int size) {
        return MemorySegment.ofArray(new byte[size]);
    }

    private static MemorySegment int32(int value) {
        return MemorySegment.ofArray(new int[] {value});
    }
}
