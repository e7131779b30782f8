package dev.baton.winsock.internal;

import dev.baton.winsock.Constants;
import dev.baton.winsock.spi.ServiceProvider;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.ProtocolInfoLayout;
import java.lang.foreign.MemorySegment;

/** {@code WSASocket} and {@code WSADuplicateSocket}: which provider makes or duplicates. */
public final class SocketCreation {
    private SocketCreation() {}

    /** {@code socket}. */
    public static long socket(int af, int type, int protocol) {
        boolean overlapped = ThreadState.current().openType() == 0;
        int flags = overlapped ? Constants.WSA_FLAG_OVERLAPPED : 0;
        return create(af, type, protocol, MemorySegment.NULL, 0, flags);
    }

    /** {@code WSASocketW}: by the structure's catalog entry, else by the triple. */
    public static long create(
            int af, int type, int protocol, MemorySegment info, int g, int flags) {
        ThreadState thread = ThreadState.current();
        Session session = Session.current();
        if (session == null) {
            return thread.fail(Constants.WSANOTINITIALISED);
        }
        try {
            long s =
                    info.equals(MemorySegment.NULL)
                            ? byTriple(session, thread, af, type, protocol, g, flags)
                            : byStructure(session, thread, af, type, protocol, info, g, flags);
            if (s != Constants.INVALID_SOCKET) {
                thread.lastError(0);
            }
            return s;
        } catch (IllegalStateException closed) {
            return thread.fail(Constants.WSAEFAULT);
        }
    }

    private static long byStructure(
            Session session,
            ThreadState thread,
            int af,
            int type,
            int protocol,
            MemorySegment info,
            int g,
            int flags) {
        if (!Memory.readable(info, ProtocolInfoLayout.SIZEOF_W)) {
            return thread.fail(Constants.WSAEFAULT);
        }
        CatalogEntry entry = session.catalog().find(ProtocolInfoLayout.dwCatalogEntryId(info));
        if (entry == null || !entry.usable()) {
            return thread.fail(Constants.WSAEINVAL);
        }
        return make(session, thread, entry, af, type, protocol, info, g, flags);
    }

    private static long byTriple(
            Session session, ThreadState thread, int af, int type, int protocol, int g, int flags) {
        int after = 0;
        while (true) {
            Catalog.Match match = session.catalog().find(af, type, protocol, after);
            if (match.entry().isEmpty()) {
                return thread.fail(after == 0 ? match.error() : Constants.WSAEINPROGRESS);
            }
            CatalogEntry entry = match.entry().get();
            MemorySegment info = MemorySegment.ofArray(entry.info().toBytesW());
            long s = make(session, thread, entry, af, type, protocol, info, g, flags);
            if (s != Constants.INVALID_SOCKET || thread.lastError() != Constants.WSAEINPROGRESS) {
                return s;
            }
            after = entry.id();
        }
    }

    private static long make(
            Session session,
            ThreadState thread,
            CatalogEntry entry,
            int af,
            int type,
            int protocol,
            MemorySegment info,
            int g,
            int flags) {
        int error = entry.loader().start(session.upcalls());
        ServiceProvider provider = entry.loader().provider();
        if (error != 0 || provider == null) {
            return thread.fail(startError(error));
        }
        return Dispatch.socket(
                thread,
                provider,
                (p, frame) -> p.WSPSocket(af, type, protocol, info, g, flags, frame.lpErrno()));
    }

    /** What the application is told if a provider doesn't start. */
    static int startError(int error) {
        return switch (error) {
            case Constants.WSANOTINITIALISED,
                    Constants.WSAEINVALIDPROVIDER,
                    Constants.WSAEINVALIDPROCTABLE ->
                    error;
            default -> Constants.WSAEPROVIDERFAILEDINIT;
        };
    }

    /** {@code WSASocketA}: the structure's name is all that differs. */
    public static long createA(
            int af, int type, int protocol, MemorySegment infoA, int g, int flags) {
        if (!Memory.readable(infoA, ProtocolInfoLayout.SIZEOF_A)) {
            // NULL means the same in both forms; other unusable memory is WSAEFAULT in both.
            return create(af, type, protocol, infoA, g, flags);
        }
        try {
            MemorySegment info = MemorySegment.ofArray(ProtocolInfoLayout.readA(infoA).toBytesW());
            return create(af, type, protocol, info, g, flags);
        } catch (IllegalStateException closed) {
            return ThreadState.current().fail(Constants.WSAEFAULT);
        }
    }

    /** {@code WSADuplicateSocketW}. */
    public static int duplicate(long s, int dwProcessId, MemorySegment info) {
        return Dispatch.status(
                s, (p, frame) -> p.WSPDuplicateSocket(s, dwProcessId, info, frame.lpErrno()));
    }

    /**
     * {@code WSADuplicateSocketA}: unusable memory goes down as it is, so that nothing is delivered
     * for it and the errors come in their order.
     */
    public static int duplicateA(long s, int dwProcessId, MemorySegment infoA) {
        if (!Memory.writable(infoA, ProtocolInfoLayout.SIZEOF_A)) {
            return duplicate(s, dwProcessId, MemorySegment.NULL);
        }
        MemorySegment info = MemorySegment.ofArray(new byte[ProtocolInfoLayout.SIZEOF_W]);
        int result = duplicate(s, dwProcessId, info);
        if (result != 0) {
            return result;
        }
        try {
            ProtocolInfoLayout.writeA(infoA, ProtocolInfoLayout.readW(info));
            return 0;
        } catch (IllegalStateException closed) {
            return ThreadState.current().fail(Constants.WSAEFAULT);
        }
    }
}
