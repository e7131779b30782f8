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

    static ProtocolInfo entry(int af, int type, int protocol) {
        return entries().stream()
                .filter(each -> each.iAddressFamily() == af)
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
