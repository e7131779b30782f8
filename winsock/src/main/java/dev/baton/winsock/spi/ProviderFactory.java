package dev.baton.winsock.spi;

import dev.baton.winsock.struct.Guid;
import dev.baton.winsock.struct.ProtocolInfo;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

/**
 * The one door to a service provider, found by {@link java.util.ServiceLoader}: declare it both
 * with {@code provides} in the module and in {@code META-INF/services}.
 *
 * <p>Constructing a factory must allocate nothing and start nothing: a process that never calls
 * {@code WSAStartup} pays nothing, and a failure before {@link #WSPStartup} has no path to release
 * what was taken.
 */
public interface ProviderFactory {
    /** The provider's identifier ({@code ProviderId} of its first entry). */
    Guid providerId();

    /**
     * The entries this provider brings to the catalog, in the order of enumeration.
     *
     * @return entries whose {@code dwCatalogEntryId} is the same in every process, because it
     *     travels in a duplicated socket's structure, and below 10001, where the ids of installed
     *     entries begin; empty where this machine can't run the provider
     */
    List<ProtocolInfo> catalogEntries();

    /**
     * Starts the provider in this process.
     *
     * @param wVersionRequested highest version the caller can use, minor in the high byte: 0x0202
     * @param lpWSPData {@code WSPDATA}: receives {@code wVersion} and {@code wHighVersion} (16 bits
     *     each) and {@code szDescription} (256 UTF-16 characters)
     * @param lpProtocolInfo the {@code WSAPROTOCOL_INFOW} of the entry that made Winsock load the
     *     provider; for a chain, of the chain
     * @param upcalls what the provider may call; of several calls the last one's counts
     * @param out receives the procedure table
     * @return 0, or {@code WSASYSNOTREADY}, {@code WSAVERNOTSUPPORTED} (below 2.2), {@code
     *     WSAEINPROGRESS}, {@code WSAEPROCLIM} or {@code WSAEFAULT}; each success is balanced by
     *     one {@link ServiceProvider#WSPCleanup}
     */
    int WSPStartup(
            int wVersionRequested,
            MemorySegment lpWSPData,
            MemorySegment lpProtocolInfo,
            UpcallTable upcalls,
            ProcTable out);

    /**
     * Makes this process reachable for deliveries of sockets that are not Winsock's own.
     * Independent of {@link #WSPStartup}: neither needs the other, and both reach the process by
     * the same way.
     *
     * @return what to duplicate and open them with, to be closed by the caller; empty if this
     *     provider's sockets are not the host's
     * @throws HostSocketException {@code WSASYSNOTREADY} if this process can't be made reachable
     */
    default Optional<HostSockets> startHostSockets() throws HostSocketException {
        return Optional.empty();
    }
}
