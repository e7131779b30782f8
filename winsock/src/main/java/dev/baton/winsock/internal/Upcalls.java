package dev.baton.winsock.internal;

import dev.baton.winsock.Constants;
import dev.baton.winsock.spi.ProtocolCatalog;
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
}
