package dev.baton.provider.linux;

import dev.baton.provider.linux.sharing.Log;
import dev.baton.provider.linux.sharing.SharingException;
import dev.baton.winsock.Constants;
import dev.baton.winsock.spi.HostSocketException;
import dev.baton.winsock.spi.HostSockets;
import dev.baton.winsock.spi.ProcTable;
import dev.baton.winsock.spi.ProviderFactory;
import dev.baton.winsock.spi.UpcallTable;
import dev.baton.winsock.struct.Guid;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.ProtocolInfo;
import dev.baton.winsock.struct.WspData;
import java.lang.System.Logger.Level;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

/** Makes the Linux provider known and starts it. */
public final class LinuxProviderFactory implements ProviderFactory {
    private static final String DESCRIPTION = "Linux kernel sockets";

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
        if (!Memory.writable(lpWSPData, WspData.SIZEOF)) {
            return Constants.WSAEFAULT;
        }
        if (!WspData.allows22(wVersionRequested)) {
            return Constants.WSAVERNOTSUPPORTED;
        }
        try {
            out.provider(Running.start(upcalls));
            new WspData(Constants.WINSOCK_VERSION, Constants.WINSOCK_VERSION, DESCRIPTION)
                    .write(lpWSPData);
            return 0;
        } catch (SharingException e) {
            Log.LOG.log(Level.ERROR, "cannot start the Linux provider: " + e.getMessage());
            return e.error();
        }
    }

    @Override
    public Optional<HostSockets> startHostSockets() throws HostSocketException {
        return catalogEntries().isEmpty() ? Optional.empty() : Optional.of(HostDuplication.start());
    }
}
