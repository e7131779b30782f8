package dev.baton.winsock.internal;

import dev.baton.winsock.Constants;
import dev.baton.winsock.spi.ServiceProvider;
import dev.baton.winsock.spi.UpcallTable;
import dev.baton.winsock.struct.FdSet;
import dev.baton.winsock.struct.Memory;
import java.lang.foreign.MemorySegment;

/** What providers may call. */
final class Upcalls implements UpcallTable {
    private final Catalog catalog;
    private final DescriptorTable descriptors;

    Upcalls(Catalog catalog, DescriptorTable descriptors) {
        this.catalog = catalog;
        this.descriptors = descriptors;
    }

    @Override
    public long WPUModifyIFSHandle(
            int dwCatalogEntryId, long proposedHandle, MemorySegment lpErrno) {
        if (proposedHandle == Constants.INVALID_SOCKET || proposedHandle == 0) {
            return refuse(Constants.WSAEINVAL, lpErrno);
        }
        return register(dwCatalogEntryId, proposedHandle, 0, false, lpErrno);
    }

    @Override
    public long WPUCreateSocketHandle(int dwCatalogEntryId, long dwContext, MemorySegment lpErrno) {
        return register(dwCatalogEntryId, descriptors.newHandle(), dwContext, true, lpErrno);
    }

    private long register(
            int dwCatalogEntryId,
            long handle,
            long context,
            boolean created,
            MemorySegment lpErrno) {
        CatalogEntry entry = catalog.entry(dwCatalogEntryId);
        ServiceProvider provider = entry == null ? null : entry.loader().provider();
        if (entry == null || provider == null || created == ifs(entry)) {
            return refuse(Constants.WSAEINVAL, lpErrno);
        }
        descriptors.put(new Descriptor(handle, entry, provider, context, created));
        return handle;
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
}
