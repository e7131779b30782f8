package dev.baton.provider.linux;

import dev.baton.provider.linux.sharing.Log;
import dev.baton.provider.linux.sharing.Sharing;
import dev.baton.provider.linux.sharing.SharingException;
import dev.baton.winsock.Constants;
import dev.baton.winsock.spi.ProcTable;
import dev.baton.winsock.spi.ProviderFactory;
import dev.baton.winsock.spi.UpcallTable;
import dev.baton.winsock.struct.Guid;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.ProtocolInfo;
import java.lang.System.Logger.Level;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Makes the Linux provider known and starts it. */
public final class LinuxProviderFactory implements ProviderFactory {
    private static final int VERSION = 0x0202;

    /** For {@link java.util.ServiceLoader}. */
    public LinuxProviderFactory() {}

    @Override
    public Guid providerId() {
        return LinuxCatalog.ENTRIES.getFirst().ProviderId();
    }

    @Override
    public List<ProtocolInfo> catalogEntries() {
        return System.getProperty("os.name").equals("Linux") ? LinuxCatalog.ENTRIES : List.of();
    }

    @Override
    public int WSPStartup(
            int wVersionRequested,
            MemorySegment lpWSPData,
            MemorySegment lpProtocolInfo,
            UpcallTable upcalls,
            ProcTable out) {
        if (!Memory.writable(lpWSPData, 4)) {
            return Constants.WSAEFAULT;
        }
        int major = wVersionRequested & 0xFF;
        int minor = wVersionRequested >>> 8 & 0xFF;
        if (major < 2 || (major == 2 && minor < 2)) {
            return Constants.WSAVERNOTSUPPORTED;
        }
        try {
            SocketTable table = new SocketTable();
            Sharing sharing = Sharing.open(table::isEmpty);
            NewSockets newSockets = new NewSockets(upcalls, table);
            Duplication duplication = new Duplication(sharing, table, newSockets);
            out.provider(new LinuxProvider(newSockets, table, new WaiterPool(), duplication));
            Memory.int16(lpWSPData, 0, (short) VERSION);
            Memory.int16(lpWSPData, 2, (short) VERSION);
            return 0;
        } catch (SharingException e) {
            Log.LOG.log(Level.ERROR, "cannot start the Linux provider: " + e.getMessage());
            return e.error();
        }
    }
}
