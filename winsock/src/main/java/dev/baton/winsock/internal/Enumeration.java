package dev.baton.winsock.internal;

import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.ProtocolInfo;
import dev.baton.winsock.struct.ProtocolInfoLayout;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.Function;

/** {@code WSAEnumProtocols}. */
public final class Enumeration {
    private Enumeration() {}

    /** The wide form. */
    public static int enumerateW(
            MemorySegment protocols, MemorySegment buffer, MemorySegment length) {
        return enumerate(
                protocols, buffer, length, ProtocolInfoLayout.SIZEOF_W, ProtocolInfo::toBytesW);
    }

    /** The ANSI form. */
    public static int enumerateA(
            MemorySegment protocols, MemorySegment buffer, MemorySegment length) {
        return enumerate(
                protocols, buffer, length, ProtocolInfoLayout.SIZEOF_A, ProtocolInfo::toBytesA);
    }

    private static int enumerate(
            MemorySegment protocols,
            MemorySegment buffer,
            MemorySegment length,
            int size,
            Function<ProtocolInfo, byte[]> encode) {
        ThreadState thread = ThreadState.current();
        Session session = Session.current();
        if (session == null) {
            return thread.fail(Constants.WSANOTINITIALISED);
        }
        boolean all = protocols.equals(MemorySegment.NULL);
        if (!Memory.writable(length, Integer.BYTES)
                || (!all && !Memory.readable(protocols, Integer.BYTES))) {
            return thread.fail(Constants.WSAEFAULT);
        }
        List<ProtocolInfo> visible = session.catalog().visible();
        List<ProtocolInfo> wanted =
                all
                        ? visible
                        : visible.stream()
                                .filter(info -> listed(protocols, info.iProtocol()))
                                .toList();
        int needed = size * wanted.size();
        if (buffer.equals(MemorySegment.NULL)
                || Integer.compareUnsigned(Memory.int32(length, 0), needed) < 0) {
            Memory.int32(length, 0, needed);
            return thread.fail(Constants.WSAENOBUFS);
        }
        if (!Memory.writable(buffer, needed)) {
            return thread.fail(Constants.WSAEFAULT);
        }
        for (int i = 0; i < wanted.size(); i++) {
            Memory.bytes(buffer, (long) i * size, encode.apply(wanted.get(i)));
        }
        return wanted.size();
    }

    // A list of protocols that ends with 0; values the catalog doesn't know are ignored (A105).
    private static boolean listed(MemorySegment protocols, int protocol) {
        for (long at = 0; Memory.readable(protocols, at + Integer.BYTES); at += Integer.BYTES) {
            int value = Memory.int32(protocols, at);
            if (value == 0) {
                return false;
            }
            if (value == protocol) {
                return true;
            }
        }
        return false;
    }
}
