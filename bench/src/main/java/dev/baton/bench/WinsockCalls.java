package dev.baton.bench;

import static java.nio.ByteOrder.BIG_ENDIAN;

import dev.baton.winsock.Constants;
import dev.baton.winsock.SharedSockets;
import dev.baton.winsock.Winsock;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The few Winsock calls that every measurement begins with, failures as exceptions. */
final class WinsockCalls {
    /** Bytes of a WSAPROTOCOL_INFOW, which is the ticket. */
    static final int TICKET = 628;

    private static final int VERSION_2_2 = 0x0202;
    private static final int WSADATA_BYTES = 408;
    private static final int SOCKADDR_IN_BYTES = 16;
    private static final int LOOPBACK = 0x7f000001;
    private static final ValueLayout.OfShort NETWORK_SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(BIG_ENDIAN);
    private static final ValueLayout.OfInt NETWORK_INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(BIG_ENDIAN);

    private WinsockCalls() {}

    static void startUp() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            int code = Winsock.WSAStartup(VERSION_2_2, arena.allocate(WSADATA_BYTES, 8));
            if (code != 0) {
                throw new IOException("WSAStartup failed: " + code);
            }
        }
    }

    static void check(String call, int result) throws IOException {
        if (result == Constants.SOCKET_ERROR) {
            throw failed(call);
        }
    }

    static long checkSocket(String call, long socket) throws IOException {
        if (socket == Constants.INVALID_SOCKET) {
            throw failed(call);
        }
        return socket;
    }

    static IOException failed(String call) {
        return new IOException(call + " failed: " + Winsock.WSAGetLastError());
    }

    static long tcpSocket() throws IOException {
        return checkSocket(
                "socket",
                Winsock.socket(Constants.AF_INET, Constants.SOCK_STREAM, Constants.IPPROTO_TCP));
    }

    /** A TCP socket connected to that loopback port. */
    static long connect(int port) throws IOException {
        long socket = tcpSocket();
        connect(socket, port);
        return socket;
    }

    static void connect(long socket, int port) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            check("connect", Winsock.connect(socket, loopback(arena, port), SOCKADDR_IN_BYTES));
        }
    }

    /** A socket that listens on a free loopback port. */
    static long listen() throws IOException {
        long socket = tcpSocket();
        try (Arena arena = Arena.ofConfined()) {
            bind(socket, arena);
            check("listen", Winsock.listen(socket, Constants.SOMAXCONN));
        }
        return socket;
    }

    /** A datagram socket on a free loopback port. */
    static long boundDatagram() throws IOException {
        long socket =
                checkSocket(
                        "socket",
                        Winsock.socket(
                                Constants.AF_INET, Constants.SOCK_DGRAM, Constants.IPPROTO_UDP));
        try (Arena arena = Arena.ofConfined()) {
            bind(socket, arena);
        }
        return socket;
    }

    private static void bind(long socket, Arena arena) throws IOException {
        check("bind", Winsock.bind(socket, loopback(arena, 0), SOCKADDR_IN_BYTES));
    }

    /** Where a socket is bound. */
    static InetSocketAddress address(long socket) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = loopback(arena, 0);
            MemorySegment length = arena.allocateFrom(ValueLayout.JAVA_INT, SOCKADDR_IN_BYTES);
            check("getsockname", Winsock.getsockname(socket, name, length));
            int port = Short.toUnsignedInt(name.get(NETWORK_SHORT, 2));
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        }
    }

    static long accept(long listener) throws IOException {
        return checkSocket(
                "accept", Winsock.accept(listener, MemorySegment.NULL, MemorySegment.NULL));
    }

    /** Opens the ticket in this process. */
    static long open(MemorySegment info) throws IOException {
        return checkSocket(
                "WSASocketW",
                Winsock.WSASocketW(
                        Constants.FROM_PROTOCOL_INFO,
                        Constants.FROM_PROTOCOL_INFO,
                        Constants.FROM_PROTOCOL_INFO,
                        info,
                        0,
                        Constants.WSA_FLAG_OVERLAPPED));
    }

    /** Opens as many tickets, all of them. */
    static void openAll(MemorySegment infos, int count, MemorySegment sockets) throws IOException {
        int opened = SharedSockets.open(infos, count, sockets);
        if (opened != count) {
            throw failed("SharedSockets.open after " + opened + " of " + count);
        }
    }

    static void sendByte(long socket, MemorySegment oneByte) throws IOException {
        check("send", Winsock.send(socket, oneByte, 1, 0));
    }

    static void closeAll(MemorySegment sockets, int count) throws IOException {
        for (int j = 0; j < count; j++) {
            long socket = sockets.getAtIndex(ValueLayout.JAVA_LONG, j);
            check("closesocket", Winsock.closesocket(socket));
        }
    }

    private static MemorySegment loopback(Arena arena, int port) {
        MemorySegment name = arena.allocate(SOCKADDR_IN_BYTES, 4);
        name.set(ValueLayout.JAVA_BYTE, 0, (byte) Constants.AF_INET);
        name.set(NETWORK_SHORT, 2, (short) port);
        name.set(NETWORK_INT, 4, LOOPBACK);
        return name;
    }
}
