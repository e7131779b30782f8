package dev.baton.provider.linux;

import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.ProtocolInfo;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code WSPGetSockOpt} and {@code WSPSetSockOpt}: 0 or a negated code. */
final class Options {
    private static final Map<Integer, Map<Integer, Option>> LEVELS =
            Map.of(
                    Constants.SOL_SOCKET, SocketLevel.options(),
                    Constants.IPPROTO_TCP, ProtocolLevels.tcp(),
                    Constants.IPPROTO_UDP, ProtocolLevels.udp(),
                    Constants.IPPROTO_IP, ProtocolLevels.ip(),
                    Constants.IPPROTO_IPV6, ProtocolLevels.ipv6());

    private Options() {}

    /** Reads an option; an error leaves the caller's memory alone, except as A108 says. */
    static int get(
            LinuxSocket socket,
            int level,
            int optname,
            MemorySegment optval,
            MemorySegment optlen) {
        if (!Memory.writable(optlen, Integer.BYTES) || !Memory.writable(optval, 0)) {
            return -Constants.WSAEFAULT;
        }
        if (level == Constants.SOL_SOCKET) {
            if (optname == Constants.SO_PROTOCOL_INFOA) {
                return protocolInfo(info(socket).toBytesA(), optval, optlen);
            }
            if (optname == Constants.SO_PROTOCOL_INFOW) {
                return protocolInfo(info(socket).toBytesW(), optval, optlen);
            }
        }
        Option option = find(level, optname);
        if (option == null) {
            return unknown(level);
        }
        if (Memory.int32(optlen, 0) < option.size() || !Memory.writable(optval, option.size())) {
            return -Constants.WSAEFAULT;
        }
        MemorySegment value = MemorySegment.ofArray(new byte[option.size()]);
        int result = option.get(socket, value);
        if (result == 0) {
            MemorySegment.copy(value, 0, optval, 0, option.size());
            Memory.int32(optlen, 0, option.size());
        }
        return result;
    }

    /** Sets an option. */
    static int set(LinuxSocket socket, int level, int optname, MemorySegment optval, int optlen) {
        Option option = find(level, optname);
        if (option == null) {
            return unknown(level);
        }
        int refusal = option.refusal(socket);
        if (refusal != 0) {
            return refusal;
        }
        if (optlen < option.size() || !Memory.readable(optval, optlen)) {
            return -Constants.WSAEFAULT;
        }
        return option.set(socket, optval);
    }

    static @Nullable Option find(int level, int optname) {
        Map<Integer, Option> options = LEVELS.get(level);
        return options == null ? null : options.get(optname);
    }

    private static int unknown(int level) {
        return LEVELS.containsKey(level) ? -Constants.WSAENOPROTOOPT : -Constants.WSAEINVAL;
    }

    private static ProtocolInfo info(LinuxSocket socket) {
        return socket.entry().withProviderReserved(0);
    }

    // A108: too short a buffer is told the size, a longer one keeps its length.
    private static int protocolInfo(byte[] bytes, MemorySegment optval, MemorySegment optlen) {
        if (Memory.int32(optlen, 0) < bytes.length || !Memory.writable(optval, bytes.length)) {
            Memory.int32(optlen, 0, bytes.length);
            return -Constants.WSAEFAULT;
        }
        Memory.bytes(optval, 0, bytes);
        return 0;
    }
}
