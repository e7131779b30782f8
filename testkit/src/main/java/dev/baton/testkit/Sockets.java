package dev.baton.testkit;

import static dev.baton.winsock.Constants.AF_INET;
import static dev.baton.winsock.Constants.AF_INET6;
import static dev.baton.winsock.Constants.AF_UNIX;
import static dev.baton.winsock.Constants.INADDR_LOOPBACK;
import static dev.baton.winsock.Constants.SOCK_DGRAM;
import static dev.baton.winsock.Constants.SOCK_STREAM;

import dev.baton.winsock.Constants;
import dev.baton.winsock.Winsock;
import dev.baton.winsock.struct.ErrorNames;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.SockAddr;
import dev.baton.winsock.struct.SockAddrIn;
import dev.baton.winsock.struct.SockAddrIn6;
import dev.baton.winsock.struct.SockAddrUn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;

/** Sockets of this process to test with, all on the loopback. */
public final class Sockets {
    private Sockets() {}

    /**
     * Two sockets connected with each other.
     *
     * @param client the one that connected
     * @param server the one that was accepted; of datagram sockets the other one
     */
    public record Pair(Holder client, Holder server) {}

    /** Starts Winsock 2.2 in this process, or counts one more start. */
    public static void startup() {
        MemorySegment data = MemorySegment.ofArray(new byte[Constants.SIZEOF_WSADATA]);
        int error = Winsock.WSAStartup(Constants.WINSOCK_VERSION, data);
        if (error != 0) {
            throw new AssertionError("WSAStartup failed: " + ErrorNames.name(error));
        }
    }

    /** Takes back every start of this process. */
    public static void cleanupAll() {
        int result;
        do {
            result = Winsock.WSACleanup();
        } while (result == 0);
    }

    /**
     * Demands success.
     *
     * @param result what a function returned
     * @return the result
     * @throws AssertionError naming {@code WSAGetLastError} if the function failed
     */
    public static int check(int result) {
        check((long) result);
        return result;
    }

    /**
     * Demands success.
     *
     * @param result the descriptor a function returned
     * @return the result
     * @throws AssertionError naming {@code WSAGetLastError} if the function failed
     */
    public static long check(long result) {
        if (result == Constants.SOCKET_ERROR) {
            throw new AssertionError("failed: " + ErrorNames.name(Winsock.WSAGetLastError()));
        }
        return result;
    }

    /**
     * Demands failure.
     *
     * @param code the code that {@code WSAGetLastError} must tell
     * @param result what a function returned
     * @throws AssertionError if the function succeeded or failed otherwise
     */
    public static void checkFails(int code, long result) {
        int error = Winsock.WSAGetLastError();
        if (result != Constants.SOCKET_ERROR) {
            throw new AssertionError("returned " + result + " instead of " + ErrorNames.name(code));
        }
        if (error != code) {
            throw new AssertionError(
                    ErrorNames.name(error) + " instead of " + ErrorNames.name(code));
        }
    }

    /**
     * Names this machine.
     *
     * @param af {@code AF_INET} or {@code AF_INET6}
     * @param port the port, 0 for any
     * @return the loopback address
     */
    public static SockAddr loopback(int af, int port) {
        return af == AF_INET6
                ? new SockAddrIn6(port, 0, 0, 1, 0)
                : new SockAddrIn(port, INADDR_LOOPBACK);
    }

    /**
     * Makes a socket.
     *
     * @param af its family
     * @param type its type
     * @return its descriptor
     */
    public static Holder socket(int af, int type) {
        return Here.HERE.socket(af, type);
    }

    /**
     * Makes a socket that has an address of the loopback.
     *
     * @param af its family
     * @param type its type
     * @return its descriptor
     */
    public static Holder bound(int af, int type) {
        Holder s = socket(af, type);
        s.bind(loopback(af, 0)).succeeds();
        return s;
    }

    /**
     * Makes a listening stream socket.
     *
     * @param af its family
     * @return its descriptor
     */
    public static Holder listener(int af) {
        Holder s = bound(af, SOCK_STREAM);
        s.listen().succeeds();
        return s;
    }

    /**
     * Makes a connected pair of stream sockets.
     *
     * @param af {@code AF_INET}, {@code AF_INET6} or {@code AF_UNIX}
     * @return the pair
     */
    public static Pair streams(int af) {
        if (af == AF_UNIX) {
            return unix();
        }
        Holder listener = listener(af);
        Pair pair = connect(listener);
        listener.close();
        return pair;
    }

    /**
     * Connects to a listener of this process and accepts.
     *
     * @param listener the listener
     * @return the pair
     */
    public static Pair connect(Holder listener) {
        SockAddr name = listener.name();
        Holder client = socket(name.family(), SOCK_STREAM);
        client.connect(name).succeeds();
        return new Pair(client, listener.accept());
    }

    /**
     * Makes a pair of TCP sockets over IPv4.
     *
     * @return the pair
     */
    public static Pair tcp() {
        return streams(AF_INET);
    }

    /**
     * Makes a pair of UDP sockets, each connected to the other.
     *
     * @param af {@code AF_INET} or {@code AF_INET6}
     * @return the pair
     */
    public static Pair datagrams(int af) {
        Holder one = bound(af, SOCK_DGRAM);
        Holder other = bound(af, SOCK_DGRAM);
        one.connect(other.name()).succeeds();
        other.connect(one.name()).succeeds();
        return new Pair(one, other);
    }

    private static Pair unix() {
        try {
            Path folder = Files.createTempDirectory("baton");
            Path path = folder.resolve("s");
            try {
                Holder listener = socket(AF_UNIX, SOCK_STREAM);
                listener.bind(SockAddrUn.ofPath(path.toString())).succeeds();
                listener.listen().succeeds();
                Holder client = socket(AF_UNIX, SOCK_STREAM);
                client.connect(SockAddrUn.ofPath(path.toString())).succeeds();
                Holder server = listener.accept();
                listener.close();
                return new Pair(client, server);
            } finally {
                Files.deleteIfExists(path);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Makes a socket non-blocking and sends until nothing more goes.
     *
     * @param from what to send through
     * @return bytes sent
     */
    public static long fill(Holder from) {
        from.nonblocking(true);
        MemorySegment chunk = MemorySegment.ofArray(new byte[1 << 16]);
        long sent = 0;
        while (true) {
            int count = Winsock.send(from.s(), chunk, 1 << 16, 0);
            if (count < 0) {
                checkFails(Constants.WSAEWOULDBLOCK, count);
                return sent;
            }
            sent += count;
        }
    }

    /**
     * Receives everything until the end of the stream.
     *
     * @param from what to receive through, of this process
     * @return bytes received
     */
    public static long drain(Holder from) {
        MemorySegment chunk = MemorySegment.ofArray(new byte[1 << 16]);
        long received = 0;
        while (true) {
            from.awaitReadable();
            int count = check(Winsock.recv(from.s(), chunk, 1 << 16, 0));
            if (count == 0) {
                return received;
            }
            received += count;
        }
    }

    /**
     * Makes a number in the heap.
     *
     * @param value its value
     * @return 4 bytes
     */
    public static MemorySegment number(int value) {
        MemorySegment segment = MemorySegment.ofArray(new byte[Integer.BYTES]);
        Memory.int32(segment, 0, value);
        return segment;
    }
}
