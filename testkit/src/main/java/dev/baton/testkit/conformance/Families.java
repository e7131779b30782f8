package dev.baton.testkit.conformance;

import static dev.baton.winsock.Constants.AF_UNIX;
import static dev.baton.winsock.Constants.SOCK_STREAM;
import static dev.baton.winsock.Constants.WSAEWOULDBLOCK;

import dev.baton.testkit.Holder;
import dev.baton.testkit.Outcome;
import dev.baton.testkit.Sockets;
import dev.baton.winsock.struct.SockAddr;
import dev.baton.winsock.struct.SockAddrUn;
import java.nio.file.Path;

/** Streams of every family, made step by step. */
final class Families {
    private static final String CHUNK = "x".repeat(1 << 15);

    private Families() {}

    /** Makes a listener; one of {@code AF_UNIX} has its name in a folder. */
    static Holder listener(int af, Path folder) {
        Holder s = Sockets.socket(af, SOCK_STREAM);
        SockAddr name =
                af == AF_UNIX
                        ? SockAddrUn.ofPath(folder.resolve("s").toString())
                        : Sockets.loopback(af, 0);
        s.bind(name).succeeds();
        s.listen().succeeds();
        return s;
    }

    /** Connects a new socket, and lets it wait to be accepted. */
    static Holder client(Holder listener) {
        Holder s = Sockets.socket(listener.name().family(), SOCK_STREAM);
        s.connect(listener.name()).succeeds();
        return s;
    }

    /** Begins to connect; a stream of {@code AF_UNIX} is connected at once. */
    static void begin(Holder s, SockAddr name) {
        Outcome begun = s.connect(name);
        if (name.family() == AF_UNIX) {
            begun.succeeds();
        } else {
            begun.failsWith(WSAEWOULDBLOCK);
        }
    }

    /** Sends through a descriptor of a non-blocking socket until nothing more goes. */
    static long fill(Holder s) {
        long sent = 0;
        Outcome more = s.send(CHUNK);
        while (!more.failed()) {
            sent += more.result();
            more = s.send(CHUNK);
        }
        more.failsWith(WSAEWOULDBLOCK);
        return sent;
    }

    /** Receives so many bytes. */
    static void drain(Holder s, long count) {
        for (long left = count; left > 0; ) {
            s.awaitReadable();
            left -= s.receive(CHUNK.length()).succeeds().result();
        }
    }
}
