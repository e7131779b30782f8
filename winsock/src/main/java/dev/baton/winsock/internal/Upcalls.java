package dev.baton.winsock.internal;

import dev.baton.winsock.Constants;
import dev.baton.winsock.MessageWindow.Message;
import dev.baton.winsock.internal.event.ApcQueue;
import dev.baton.winsock.internal.event.EventTable;
import dev.baton.winsock.internal.event.MessageQueue;
import dev.baton.winsock.internal.event.ThreadTable;
import dev.baton.winsock.spi.LPBLOCKINGCALLBACK;
import dev.baton.winsock.spi.LPWSAUSERAPC;
import dev.baton.winsock.spi.ProtocolCatalog;
import dev.baton.winsock.spi.ServiceProvider;
import dev.baton.winsock.spi.UpcallTable;
import dev.baton.winsock.struct.FdSet;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.NtStatus;
import dev.baton.winsock.struct.WsaOverlapped;
import dev.baton.winsock.struct.WsaThreadId;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** What providers may call. */
final class Upcalls implements UpcallTable {
    private static final int TRUE = 1;
    private static final int FALSE = 0;

    private final Catalog catalog;
    private final DescriptorTable descriptors;
    private final EventTable events;
    private final ProviderPath paths;
    private final ThreadTable threads = ThreadTable.process();
    private volatile boolean ended;

    Upcalls(Catalog catalog, DescriptorTable descriptors, EventTable events) {
        this.catalog = catalog;
        this.descriptors = descriptors;
        this.events = events;
        this.paths = new ProviderPath(catalog);
    }

    /** After the last {@code WSPCleanup}. */
    void end() {
        ended = true;
    }

    @Override
    public long WPUModifyIFSHandle(
            int dwCatalogEntryId, long proposedHandle, MemorySegment lpErrno) {
        CatalogEntry entry = catalog.find(dwCatalogEntryId);
        if (entry == null
                || !ifs(entry)
                || proposedHandle == Constants.INVALID_SOCKET
                || proposedHandle == 0) {
            return refuse(Constants.WSAEINVAL, lpErrno);
        }
        if (entry.usable()) {
            ServiceProvider provider = entry.loader().provider();
            if (provider == null) {
                return refuse(Constants.WSAEINVAL, lpErrno);
            }
            register(Descriptor.proposed(proposedHandle, entry, provider));
        }
        // A layer in the middle of a chain: the uppermost one decides where calls go.
        return proposedHandle;
    }

    @Override
    public long WPUCreateSocketHandle(int dwCatalogEntryId, long dwContext, MemorySegment lpErrno) {
        CatalogEntry entry = catalog.find(dwCatalogEntryId);
        ServiceProvider provider = entry == null ? null : entry.loader().provider();
        if (entry == null || ifs(entry) || (provider == null && entry.usable())) {
            return refuse(Constants.WSAEINVAL, lpErrno);
        }
        long s = descriptors.newHandle();
        register(Descriptor.created(s, entry, entry.usable() ? provider : null, dwContext));
        return s;
    }

    private void register(Descriptor descriptor) {
        descriptors.put(descriptor);
        ThreadState.current().made(descriptor);
    }

    @Override
    public void conceal(long s) {
        Descriptor descriptor = descriptors.find(s);
        if (descriptor != null && !descriptor.created()) {
            descriptors.remove(descriptor);
        }
    }

    @Override
    public ProtocolCatalog catalog() {
        return catalog;
    }

    private static boolean ifs(CatalogEntry entry) {
        return (entry.info().dwServiceFlags1() & Constants.XP1_IFS_HANDLES) != 0;
    }

    private static long refuse(int error, MemorySegment lpErrno) {
        Memory.int32(lpErrno, 0, error);
        return Constants.INVALID_SOCKET;
    }

    @Override
    public int WPUQuerySocketHandleContext(long s, MemorySegment lpContext, MemorySegment lpErrno) {
        Descriptor descriptor = descriptors.find(s);
        if (descriptor == null || !descriptor.created()) {
            return (int) refuse(Constants.WSAENOTSOCK, lpErrno);
        }
        if (!Memory.writable(lpContext, Long.BYTES)) {
            return (int) refuse(Constants.WSAEFAULT, lpErrno);
        }
        Memory.int64(lpContext, 0, descriptor.context());
        return 0;
    }

    @Override
    public int WPUCloseSocketHandle(long s, MemorySegment lpErrno) {
        Descriptor descriptor = descriptors.find(s);
        if (descriptor == null || !descriptor.created() || !descriptors.remove(descriptor)) {
            return (int) refuse(Constants.WSAENOTSOCK, lpErrno);
        }
        return 0;
    }

    @Override
    public int WPUFDIsSet(long s, MemorySegment set) {
        return FdSet.FD_ISSET(s, set) ? 1 : 0;
    }

    @Override
    public long WPUCreateEvent(MemorySegment lpErrno) {
        long event = events.create();
        if (event == Constants.WSA_INVALID_EVENT) {
            Memory.int32(lpErrno, 0, Constants.WSA_NOT_ENOUGH_MEMORY);
        }
        return event;
    }

    @Override
    public int WPUCloseEvent(long hEvent, MemorySegment lpErrno) {
        return known(events.close(hEvent), lpErrno);
    }

    @Override
    public int WPUSetEvent(long hEvent, MemorySegment lpErrno) {
        return known(events.set(hEvent), lpErrno);
    }

    @Override
    public int WPUResetEvent(long hEvent, MemorySegment lpErrno) {
        return known(events.reset(hEvent), lpErrno);
    }

    private static int known(boolean event, MemorySegment lpErrno) {
        if (!event) {
            Memory.int32(lpErrno, 0, Constants.WSA_INVALID_HANDLE);
        }
        return event ? TRUE : FALSE;
    }

    @Override
    public int WPUPostMessage(long hWnd, int Msg, long wParam, long lParam) {
        return MessageQueue.post(hWnd, new Message(Msg, wParam, lParam)) ? TRUE : FALSE;
    }

    @Override
    public int WPUOpenCurrentThread(MemorySegment lpThreadId, MemorySegment lpErrno) {
        if (ended) {
            return (int) refuse(Constants.WSANOTINITIALISED, lpErrno);
        }
        if (!Memory.writable(lpThreadId, WsaThreadId.SIZEOF)) {
            return (int) refuse(Constants.WSAEFAULT, lpErrno);
        }
        WsaThreadId.write(lpThreadId, threads.openCurrent());
        return 0;
    }

    @Override
    public int WPUCloseThread(MemorySegment lpThreadId, MemorySegment lpErrno) {
        if (ended) {
            return (int) refuse(Constants.WSANOTINITIALISED, lpErrno);
        }
        if (!Memory.readable(lpThreadId, WsaThreadId.SIZEOF)
                || !threads.close(WsaThreadId.ThreadHandle(lpThreadId))) {
            return (int) refuse(Constants.WSAEFAULT, lpErrno);
        }
        return 0;
    }

    @Override
    public int WPUQueueApc(
            MemorySegment lpThreadId,
            LPWSAUSERAPC lpfnUserApc,
            long dwContext,
            MemorySegment lpErrno) {
        if (Memory.readable(lpThreadId, WsaThreadId.SIZEOF)) {
            ApcQueue apcs = threads.find(WsaThreadId.ThreadHandle(lpThreadId));
            if (apcs != null && apcs.add(lpfnUserApc, dwContext)) {
                return 0;
            }
        }
        return (int) refuse(Constants.WSAEFAULT, lpErrno);
    }

    @Override
    public int WPUCompleteOverlappedRequest(
            long s,
            MemorySegment lpOverlapped,
            int dwError,
            int cbTransferred,
            MemorySegment lpErrno) {
        if (!Memory.writable(lpOverlapped, WsaOverlapped.SIZEOF)) {
            return (int) refuse(Constants.WSAEFAULT, lpErrno);
        }
        // Before the completion is written: from then on the memory may be another operation's.
        long event = WsaOverlapped.hEvent(lpOverlapped);
        WsaOverlapped.complete(lpOverlapped, NtStatus.ofError(dwError), cbTransferred);
        if (event != Constants.WSA_INVALID_EVENT) {
            events.set(event);
        }
        return 0;
    }

    @Override
    public int WPUQueryBlockingCallback(
            int dwCatalogEntryId,
            @Nullable LPBLOCKINGCALLBACK @Nullable [] lplpfnCallback,
            MemorySegment lpdwContext,
            MemorySegment lpErrno) {
        if (catalog.find(dwCatalogEntryId) == null) {
            return (int) refuse(Constants.WSAEINVAL, lpErrno);
        }
        if (lplpfnCallback == null
                || lplpfnCallback.length == 0
                || !Memory.writable(lpdwContext, Long.BYTES)) {
            return (int) refuse(Constants.WSAEFAULT, lpErrno);
        }
        lplpfnCallback[0] = null;
        Memory.int64(lpdwContext, 0, 0);
        return 0;
    }

    @Override
    public int WPUGetProviderPath(
            MemorySegment lpProviderId,
            MemorySegment lpszProviderDllPath,
            MemorySegment lpProviderDllPathLen,
            MemorySegment lpErrno) {
        int error = paths.write(lpProviderId, lpszProviderDllPath, lpProviderDllPathLen);
        return error == 0 ? 0 : (int) refuse(error, lpErrno);
    }
}
