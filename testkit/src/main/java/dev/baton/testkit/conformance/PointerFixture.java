package dev.baton.testkit.conformance;

import static dev.baton.winsock.Constants.AF_INET;
import static dev.baton.winsock.Constants.SOCK_DGRAM;
import static dev.baton.winsock.Constants.SOCK_STREAM;

import dev.baton.testkit.Holder;
import dev.baton.testkit.Sockets;
import dev.baton.winsock.Winsock;
import dev.baton.winsock.struct.Memory;
import java.lang.foreign.MemorySegment;

/**
 * Sockets on which a call with good memory would succeed at once. They do not block, lest a call
 * that overlooks bad memory hangs.
 */
final class PointerFixture {
    static final String DATA = "12345678";

    private final Sockets.Pair pair = Sockets.tcp();
    private final Holder datagram = Sockets.bound(AF_INET, SOCK_DGRAM);
    private final Holder listener = Sockets.listener(AF_INET);

    PointerFixture() {
        pair.client().send(DATA).succeeds();
        Sockets.bound(AF_INET, SOCK_DGRAM).sendTo(DATA, datagram.name()).succeeds();
        pair.server().awaitReadable();
        datagram.awaitReadable();
        pair.server().nonblocking(true);
        datagram.nonblocking(true);
        listener.nonblocking(true);
    }

    /** A connected stream socket with data to receive. */
    long stream() {
        return pair.server().s();
    }

    /** A bound datagram socket with a datagram to receive. */
    long datagram() {
        return datagram.s();
    }

    /** A listener with a connection to accept. */
    long listener() {
        Holder client = Sockets.socket(AF_INET, SOCK_STREAM);
        client.connect(listener.name()).succeeds();
        listener.awaitReadable();
        return listener.s();
    }

    long fresh(int type) {
        Holder s = Sockets.socket(AF_INET, type);
        s.nonblocking(true);
        return s.s();
    }

    byte[] free() {
        return Sockets.loopback(AF_INET, 0).toBytes();
    }

    /** The address of something that takes connections and datagrams. */
    byte[] partner(int type) {
        return (type == SOCK_STREAM ? listener : datagram).name().toBytes();
    }

    /** The address of something that takes datagrams. */
    MemorySegment receiver() {
        return MemorySegment.ofArray(partner(SOCK_DGRAM));
    }

    byte[] setOfStream() {
        var bytes = new byte[16];
        Memory.int32(MemorySegment.ofArray(bytes), 0, 1);
        Memory.int64(MemorySegment.ofArray(bytes), 8, stream());
        return bytes;
    }

    byte[] pollOfStream() {
        var bytes = new byte[16];
        Memory.int64(MemorySegment.ofArray(bytes), 0, stream());
        Memory.int16(MemorySegment.ofArray(bytes), 8, (short) 0x0100);
        return bytes;
    }

    /** The handle of an event. */
    byte[] event() {
        var bytes = new byte[Long.BYTES];
        Memory.int64(MemorySegment.ofArray(bytes), 0, Winsock.WSACreateEvent());
        return bytes;
    }

    /** Demands that what was there to receive is there still. */
    void assertNothingReceived() {
        String received = pair.server().text(DATA.length());
        String datagramReceived = datagram.text(DATA.length());
        if (!received.equals(DATA) || !datagramReceived.equals(DATA)) {
            throw new AssertionError(
                    "left of the data: \"" + received + "\" and \"" + datagramReceived + "\"");
        }
    }
}
