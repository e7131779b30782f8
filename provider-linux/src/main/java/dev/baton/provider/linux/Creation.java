package dev.baton.provider.linux;

import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;
import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.ProtocolInfo;

/** {@code WSPSocket} for a socket that is no duplicate. */
final class Creation {
    private static final int C_FLAGS =
            Constants.WSA_FLAG_MULTIPOINT_C_ROOT | Constants.WSA_FLAG_MULTIPOINT_C_LEAF;
    private static final int D_FLAGS =
            Constants.WSA_FLAG_MULTIPOINT_D_ROOT | Constants.WSA_FLAG_MULTIPOINT_D_LEAF;

    private final NewSockets newSockets;

    Creation(NewSockets newSockets) {
        this.newSockets = newSockets;
    }

    /**
     * Makes a socket. What the caller names wins over the structure (A101).
     *
     * @param info the entry the call was routed by
     * @return the SOCKET or a negated code
     */
    long create(int af, int type, int protocol, ProtocolInfo info, int dwFlags) {
        int family = named(af) ? af : info.iAddressFamily();
        int kind = named(type) ? type : info.iSocketType();
        int number = named(protocol) ? protocol : defaultProtocol(info, family, kind);
        int problem = check(family, kind);
        if (problem != 0) {
            return problem;
        }
        ProtocolInfo entry = LinuxCatalog.find(family, kind, number).orElse(null);
        if (entry == null) {
            return -Constants.WSAEPROTONOSUPPORT;
        }
        if (!multipointAllowed(dwFlags, entry)) {
            return -Constants.WSAEINVAL;
        }
        int fd = open(entry);
        if (fd < 0) {
            return fd;
        }
        SocketState state = SocketState.inHeap();
        state.set(SocketState.Value.CATALOG_ENTRY, entry.dwCatalogEntryId());
        if ((dwFlags & Constants.WSA_FLAG_OVERLAPPED) != 0) {
            state.raise(SocketState.OVERLAPPED);
        }
        return newSockets.add(fd, entry, state);
    }

    private static boolean named(int value) {
        return value != 0 && value != Constants.FROM_PROTOCOL_INFO;
    }

    private static int defaultProtocol(ProtocolInfo info, int family, int kind) {
        boolean same = family == info.iAddressFamily() && kind == info.iSocketType();
        return same ? info.iProtocol() : 0;
    }

    private static int check(int family, int kind) {
        if (!named(family)) {
            return -Constants.WSAEAFNOSUPPORT;
        }
        if (kind < Constants.SOCK_STREAM || kind > Constants.SOCK_RAW) {
            return -Constants.WSAESOCKTNOSUPPORT;
        }
        return switch (family) {
            case Constants.AF_INET, Constants.AF_INET6 -> 0;
            case Constants.AF_UNIX ->
                    kind == Constants.SOCK_STREAM ? 0 : -Constants.WSAESOCKTNOSUPPORT;
            default -> -Constants.WSAEAFNOSUPPORT;
        };
    }

    // A103: one role in each plane, and a protocol that knows roles.
    private static boolean multipointAllowed(int dwFlags, ProtocolInfo entry) {
        if ((dwFlags & (C_FLAGS | D_FLAGS)) == 0) {
            return true;
        }
        return Integer.bitCount(dwFlags & C_FLAGS) == 1
                && Integer.bitCount(dwFlags & D_FLAGS) == 1
                && (entry.dwServiceFlags1() & Constants.XP1_SUPPORT_MULTIPOINT) != 0;
    }

    private static int open(ProtocolInfo entry) {
        int fd =
                Linux.socket(
                        Addresses.linuxFamily(entry.iAddressFamily()),
                        entry.iSocketType()
                                | LinuxConstants.SOCK_CLOEXEC
                                | LinuxConstants.SOCK_NONBLOCK,
                        entry.iProtocol());
        if (fd < 0) {
            return Errors.of(fd);
        }
        if (entry.iAddressFamily() == Constants.AF_INET6) {
            int result =
                    Linux.socketOption(
                            fd, LinuxConstants.IPPROTO_IPV6, LinuxConstants.IPV6_V6ONLY, 1);
            if (result < 0) {
                Linux.close(fd);
                return Errors.of(result);
            }
        }
        return fd;
    }
}
