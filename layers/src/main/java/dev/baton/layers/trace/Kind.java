package dev.baton.layers.trace;

import dev.baton.layers.Entry;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/** What an argument is; those that a call fills are shown as they are after it. */
enum Kind {
    SOCKET(false),
    NUMBER(false),
    BITS(false),
    FUNCTION(false),
    /** Memory of which the size is shown only. */
    MEMORY(false),
    /** Bytes, and as next argument their number. */
    BYTES(false),
    /** A {@code sockaddr}, and as next argument its length. */
    ADDRESS(false),
    /** The buffers of a send, and as next argument how many. */
    BUFFERS(false),
    /** A {@code WSAPROTOCOL_INFOW}. */
    INFO(false),
    /** A {@code struct timeval}. */
    TIMEVAL(false),
    /** An {@code fd_set}. */
    SET(true),
    /** A pointer to a number. */
    COUNT(true),
    /** Bytes, and as next argument a pointer to their number. */
    FILLED_BYTES(true),
    /** Bytes, and as next but one argument a pointer to their number. */
    RETURNED_BYTES(true),
    /** A {@code sockaddr}, and as next argument a pointer to its length. */
    FILLED_ADDRESS(true),
    /** The buffers of a receive, then how many, then a pointer to the number of bytes. */
    FILLED_BUFFERS(true),
    /** A {@code WSAPROTOCOL_INFOW}. */
    FILLED_INFO(true);

    /** By parameter, or by entry and parameter where the same name means something else. */
    private static final Map<String, Kind> BY_NAME =
            Map.ofEntries(
                    Map.entry("s", SOCKET),
                    Map.entry("dwFlags", BITS),
                    Map.entry("dwIoControlCode", BITS),
                    Map.entry("lEvent", BITS),
                    Map.entry("level", BITS),
                    Map.entry("lNetworkEvents", BITS),
                    Map.entry("optname", BITS),
                    Map.entry("lpfnCondition", FUNCTION),
                    Map.entry("lpCompletionRoutine", FUNCTION),
                    Map.entry("name", ADDRESS),
                    Map.entry("lpTo", ADDRESS),
                    Map.entry("lpsaAddress", ADDRESS),
                    Map.entry("addr", FILLED_ADDRESS),
                    Map.entry("lpFrom", FILLED_ADDRESS),
                    Map.entry("lpAddress", FILLED_ADDRESS),
                    Map.entry("WSPGetPeerName.name", FILLED_ADDRESS),
                    Map.entry("WSPGetSockName.name", FILLED_ADDRESS),
                    Map.entry("lpBuffers", BUFFERS),
                    Map.entry("WSPRecv.lpBuffers", FILLED_BUFFERS),
                    Map.entry("WSPRecvFrom.lpBuffers", FILLED_BUFFERS),
                    Map.entry("lpvInBuffer", BYTES),
                    Map.entry("lpvOutBuffer", RETURNED_BYTES),
                    Map.entry("optval", BYTES),
                    Map.entry("WSPGetSockOpt.optval", FILLED_BYTES),
                    Map.entry("lpProtocolInfo", INFO),
                    Map.entry("WSPDuplicateSocket.lpProtocolInfo", FILLED_INFO),
                    Map.entry("timeout", TIMEVAL),
                    Map.entry("readfds", SET),
                    Map.entry("writefds", SET),
                    Map.entry("exceptfds", SET),
                    Map.entry("addrlen", COUNT),
                    Map.entry("namelen", COUNT),
                    Map.entry("optlen", COUNT),
                    Map.entry("lpAddressLength", COUNT),
                    Map.entry("lpdwAddressStringLength", COUNT),
                    Map.entry("lpFromlen", COUNT),
                    Map.entry("lpdwFlags", COUNT),
                    Map.entry("lpFlags", COUNT),
                    Map.entry("lpcbBytesReturned", COUNT),
                    Map.entry("lpcbTransfer", COUNT),
                    Map.entry("lpNumberOfBytesRecvd", COUNT),
                    Map.entry("lpNumberOfBytesSent", COUNT));

    private final boolean after;

    Kind(boolean after) {
        this.after = after;
    }

    static Kind of(Entry entry, String name, Class<?> type) {
        Kind named = BY_NAME.get(entry + "." + name);
        if (named == null) {
            named = BY_NAME.get(name);
        }
        if (named == null || (named == COUNT && type == int.class)) {
            return type == MemorySegment.class ? MEMORY : NUMBER;
        }
        return named;
    }

    /** Whether the call fills it. */
    boolean after() {
        return after;
    }
}
