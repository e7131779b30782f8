package dev.baton.provider.linux;

import dev.baton.ffm.LinuxConstants;
import dev.baton.provider.linux.sharing.SocketKind;
import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.Guid;
import dev.baton.winsock.struct.ProtocolChain;
import dev.baton.winsock.struct.ProtocolInfo;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

/** The entries that Windows ships for these protocols, with its flags, identifiers and names. */
final class LinuxCatalog {
    private static final Guid TCPIP = Guid.parse("{E70F1AA0-AB8B-11CF-8CA3-00805F48A192}");
    private static final Guid TCPIP6 = Guid.parse("{F9EAB0C0-26D4-11D0-BBBF-00AA006C34E4}");
    private static final Guid UNIX = Guid.parse("{A00943D9-9C2E-4633-9B59-0057A3160994}");

    private static final int STREAM =
            Constants.XP1_IFS_HANDLES
                    | Constants.XP1_GRACEFUL_CLOSE
                    | Constants.XP1_GUARANTEED_ORDER
                    | Constants.XP1_GUARANTEED_DELIVERY;
    private static final int DATAGRAM =
            Constants.XP1_IFS_HANDLES
                    | Constants.XP1_SUPPORT_MULTIPOINT
                    | Constants.XP1_SUPPORT_BROADCAST
                    | Constants.XP1_MESSAGE_ORIENTED
                    | Constants.XP1_CONNECTIONLESS;
    private static final int ZERO = Constants.PFL_MATCHES_PROTOCOL_ZERO;
    private static final int HIDDEN_ZERO = ZERO | Constants.PFL_HIDDEN;

    // Identifiers travel in structures between processes: they never change.
    static final List<ProtocolInfo> ENTRIES =
            List.of(
                    entry(
                            1001,
                            TCPIP,
                            Constants.AF_INET,
                            16,
                            16,
                            Constants.SOCK_STREAM,
                            Constants.IPPROTO_TCP,
                            0,
                            STREAM | Constants.XP1_EXPEDITED_DATA,
                            ZERO,
                            0,
                            "MSAFD Tcpip [TCP/IP]"),
                    entry(
                            1002,
                            TCPIP,
                            Constants.AF_INET,
                            16,
                            16,
                            Constants.SOCK_DGRAM,
                            Constants.IPPROTO_UDP,
                            0,
                            DATAGRAM,
                            ZERO,
                            65_467,
                            "MSAFD Tcpip [UDP/IP]"),
                    entry(
                            1003,
                            TCPIP,
                            Constants.AF_INET,
                            16,
                            16,
                            Constants.SOCK_RAW,
                            0,
                            255,
                            DATAGRAM,
                            HIDDEN_ZERO,
                            32_768,
                            "MSAFD Tcpip [RAW/IP]"),
                    entry(
                            1004,
                            TCPIP6,
                            Constants.AF_INET6,
                            28,
                            28,
                            Constants.SOCK_STREAM,
                            Constants.IPPROTO_TCP,
                            0,
                            STREAM | Constants.XP1_EXPEDITED_DATA,
                            ZERO,
                            0,
                            "MSAFD Tcpip [TCP/IPv6]"),
                    entry(
                            1005,
                            TCPIP6,
                            Constants.AF_INET6,
                            28,
                            28,
                            Constants.SOCK_DGRAM,
                            Constants.IPPROTO_UDP,
                            0,
                            DATAGRAM,
                            ZERO,
                            65_467,
                            "MSAFD Tcpip [UDP/IPv6]"),
                    entry(
                            1006,
                            TCPIP6,
                            Constants.AF_INET6,
                            28,
                            28,
                            Constants.SOCK_RAW,
                            0,
                            255,
                            DATAGRAM,
                            HIDDEN_ZERO,
                            32_768,
                            "MSAFD Tcpip [RAW/IPv6]"),
                    entry(
                            1007,
                            UNIX,
                            Constants.AF_UNIX,
                            110,
                            2,
                            Constants.SOCK_STREAM,
                            0,
                            0,
                            STREAM,
                            ZERO,
                            0,
                            "AF_UNIX"));

    private static final int FIRST_ID = 1001;
    private static final MemorySegment[] STRUCTURES = structures();

    private LinuxCatalog() {}

    private static ProtocolInfo entry(
            int id,
            Guid provider,
            int family,
            int maxAddress,
            int minAddress,
            int type,
            int protocol,
            int maxOffset,
            int serviceFlags,
            int providerFlags,
            int messageSize,
            String name) {
        return new ProtocolInfo(
                serviceFlags,
                0,
                0,
                0,
                providerFlags,
                provider,
                id,
                ProtocolChain.BASE,
                2,
                family,
                maxAddress,
                minAddress,
                type,
                protocol,
                maxOffset,
                Constants.BIGENDIAN,
                Constants.SECURITY_PROTOCOL_NONE,
                messageSize,
                0,
                name);
    }

    /**
     * The entry for a socket, with the socket's own family, type and protocol.
     *
     * @param family Windows' number
     * @param protocol 0 means the entry's own
     */
    static Optional<ProtocolInfo> find(int family, int type, int protocol) {
        for (ProtocolInfo entry : ENTRIES) {
            if (entry.iAddressFamily() != family
                    || entry.iSocketType() != type
                    || !covers(entry, protocol)) {
                continue;
            }
            return Optional.of(
                    protocol == 0 || protocol == entry.iProtocol()
                            ? entry
                            : entry.withAddressing(family, type, protocol));
        }
        return Optional.empty();
    }

    /** The entry for what a delivery brings; empty if there is none. */
    static Optional<ProtocolInfo> find(SocketKind kind) {
        int family = kind.family() == LinuxConstants.AF_INET6 ? Constants.AF_INET6 : kind.family();
        return find(family, kind.type(), kind.protocol());
    }

    /** Whether an id is that of one of these entries. */
    static boolean isEntry(int dwCatalogEntryId) {
        int index = dwCatalogEntryId - FIRST_ID;
        return index >= 0 && index < ENTRIES.size();
    }

    /** What a socket of an entry is to the kernel. */
    static SocketKind kind(ProtocolInfo entry) {
        int family = entry.iAddressFamily();
        return new SocketKind(
                family == Constants.AF_INET6 ? LinuxConstants.AF_INET6 : family,
                entry.iSocketType(),
                entry.iProtocol());
    }

    /** The structure of an entry, 628 bytes, not to be changed. */
    static MemorySegment structure(ProtocolInfo entry) {
        int index = entry.dwCatalogEntryId() - FIRST_ID;
        // A socket's entry differs from the catalog's in nothing but a raw socket's protocol.
        return entry.iProtocol() == ENTRIES.get(index).iProtocol()
                ? STRUCTURES[index]
                : MemorySegment.ofArray(entry.toBytesW());
    }

    private static MemorySegment[] structures() {
        MemorySegment[] structures = new MemorySegment[ENTRIES.size()];
        for (int i = 0; i < structures.length; i++) {
            structures[i] = MemorySegment.ofArray(ENTRIES.get(i).toBytesW());
        }
        return structures;
    }

    private static boolean covers(ProtocolInfo entry, int protocol) {
        int last = entry.iProtocol() + entry.iProtocolMaxOffset();
        return protocol == 0 || (protocol >= entry.iProtocol() && protocol <= last);
    }
}
