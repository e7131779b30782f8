package dev.baton.testkit.conformance;

import static dev.baton.winsock.Constants.SIZEOF_WSAPROTOCOL_INFOW;
import static dev.baton.winsock.Constants.SOL_SOCKET;
import static dev.baton.winsock.Constants.SO_PROTOCOL_INFOW;

import dev.baton.testkit.Holder;
import dev.baton.testkit.Sockets;
import dev.baton.winsock.Winsock;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.ProtocolInfo;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;

/** The catalog as {@code WSAEnumProtocolsW} lists it. */
final class Catalog {
    private Catalog() {}

    /** All entries that applications see. */
    static List<ProtocolInfo> entries() {
        return entries(MemorySegment.NULL);
    }

    /** The entries that a list of protocols selects. */
    static List<ProtocolInfo> entries(MemorySegment protocols) {
        MemorySegment length = Sockets.number(0);
        Winsock.WSAEnumProtocolsW(protocols, MemorySegment.NULL, length);
        MemorySegment buffer = MemorySegment.ofArray(new byte[Memory.int32(length, 0)]);
        int count = Sockets.check(Winsock.WSAEnumProtocolsW(protocols, buffer, length));
        var entries = new ArrayList<ProtocolInfo>();
        for (int i = 0; i < count; i++) {
            entries.add(
                    ProtocolInfo.ofBytes(
                            Memory.bytes(
                                    buffer,
                                    (long) i * SIZEOF_WSAPROTOCOL_INFOW,
                                    SIZEOF_WSAPROTOCOL_INFOW)));
        }
        return entries;
    }

    /** The entry that applications get, perhaps a chain. */
    static ProtocolInfo entry(int af, int type, int protocol) {
        return first(entries().stream(), af, type, protocol);
    }

    /** The base provider's entry. */
    static ProtocolInfo base(int af, int type, int protocol) {
        Stream<ProtocolInfo> bases =
                entries().stream().filter(each -> each.ProtocolChain().isBase());
        return first(bases, af, type, protocol);
    }

    private static ProtocolInfo first(
            Stream<ProtocolInfo> entries, int af, int type, int protocol) {
        return entries.filter(each -> each.iAddressFamily() == af)
                .filter(each -> each.iSocketType() == type)
                .filter(each -> each.iProtocol() == protocol)
                .findFirst()
                .orElseThrow(() ->
                        new NoSuchElementException(
                                "no entry " + af + ", " + type + ", " + protocol));
    }

    /** What a socket says about itself. */
    static ProtocolInfo of(Holder s) {
        return ProtocolInfo.ofBytes(
                s.getOption(SOL_SOCKET, SO_PROTOCOL_INFOW, SIZEOF_WSAPROTOCOL_INFOW)
                        .succeeds()
                        .data());
    }
}
