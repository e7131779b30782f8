package dev.baton.winsock.spi;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** Upcalls that go on to another table: what a layer changes of them it overrides. */
abstract class PassingUpcalls implements UpcallTable {
    private final UpcallTable table;

    PassingUpcalls(UpcallTable table) {
        this.table = table;
    }

    @Override
    public long WPUModifyIFSHandle(
            int dwCatalogEntryId, long proposedHandle, MemorySegment lpErrno) {
        return table.WPUModifyIFSHandle(dwCatalogEntryId, proposedHandle, lpErrno);
    }

    @Override
    public long WPUCreateSocketHandle(int dwCatalogEntryId, long dwContext, MemorySegment lpErrno) {
        return table.WPUCreateSocketHandle(dwCatalogEntryId, dwContext, lpErrno);
    }

    @Override
    public int WPUQuerySocketHandleContext(long s, MemorySegment lpContext, MemorySegment lpErrno) {
        return table.WPUQuerySocketHandleContext(s, lpContext, lpErrno);
    }

    @Override
    public int WPUCloseSocketHandle(long s, MemorySegment lpErrno) {
        return table.WPUCloseSocketHandle(s, lpErrno);
    }

    @Override
    public int WPUFDIsSet(long s, MemorySegment set) {
        return table.WPUFDIsSet(s, set);
    }

    @Override
    public long WPUCreateEvent(MemorySegment lpErrno) {
        return table.WPUCreateEvent(lpErrno);
    }

    @Override
    public int WPUCloseEvent(long hEvent, MemorySegment lpErrno) {
        return table.WPUCloseEvent(hEvent, lpErrno);
    }

    @Override
    public int WPUSetEvent(long hEvent, MemorySegment lpErrno) {
        return table.WPUSetEvent(hEvent, lpErrno);
    }

    @Override
    public int WPUResetEvent(long hEvent, MemorySegment lpErrno) {
        return table.WPUResetEvent(hEvent, lpErrno);
    }

    @Override
    public int WPUPostMessage(long hWnd, int Msg, long wParam, long lParam) {
        return table.WPUPostMessage(hWnd, Msg, wParam, lParam);
    }

    @Override
    public int WPUOpenCurrentThread(MemorySegment lpThreadId, MemorySegment lpErrno) {
        return table.WPUOpenCurrentThread(lpThreadId, lpErrno);
    }

    @Override
    public int WPUCloseThread(MemorySegment lpThreadId, MemorySegment lpErrno) {
        return table.WPUCloseThread(lpThreadId, lpErrno);
    }

    @Override
    public int WPUQueueApc(
            MemorySegment lpThreadId,
            LPWSAUSERAPC lpfnUserApc,
            long dwContext,
            MemorySegment lpErrno) {
        return table.WPUQueueApc(lpThreadId, lpfnUserApc, dwContext, lpErrno);
    }

    @Override
    public int WPUQueryBlockingCallback(
            int dwCatalogEntryId,
            @Nullable LPBLOCKINGCALLBACK @Nullable [] lplpfnCallback,
            MemorySegment lpdwContext,
            MemorySegment lpErrno) {
        return table.WPUQueryBlockingCallback(
                dwCatalogEntryId, lplpfnCallback, lpdwContext, lpErrno);
    }

    @Override
    public int WPUGetProviderPath(
            MemorySegment lpProviderId,
            MemorySegment lpszProviderDllPath,
            MemorySegment lpProviderDllPathLen,
            MemorySegment lpErrno) {
        return table.WPUGetProviderPath(
                lpProviderId, lpszProviderDllPath, lpProviderDllPathLen, lpErrno);
    }

    @Override
    public void conceal(long s) {
        table.conceal(s);
    }

    @Override
    public ProtocolCatalog catalog() {
        return table.catalog();
    }
}
