package dev.baton.testkit.conformance;

import dev.baton.winsock.Constants;
import dev.baton.winsock.spi.ProcTable;
import dev.baton.winsock.spi.ProtocolCatalog;
import dev.baton.winsock.spi.ProviderFactory;
import dev.baton.winsock.spi.ServiceProvider;
import dev.baton.winsock.spi.UpcallTable;
import dev.baton.winsock.struct.FdSet;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.ProtocolInfo;
import dev.baton.winsock.struct.WspData;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/**
 * The base provider on the path, started without Winsock above it: the test is the caller and
 * answers the upcalls. Winsock must not be started meanwhile.
 */
final class DirectProvider implements AutoCloseable {
    private final ProviderFactory factory =
            ServiceLoader.load(ProviderFactory.class).stream()
                    .map(ServiceLoader.Provider::get)
                    .filter(each -> !each.catalogEntries().isEmpty())
                    .findFirst()
                    .orElseThrow();
    private final Upcalls upcalls = new Upcalls();
    private final MemorySegment lpErrno = MemorySegment.ofArray(new byte[Integer.BYTES]);
    private final ServiceProvider provider;

    /** Hands out what the provider proposes, or nothing. */
    private static final class Upcalls implements UpcallTable {
        final List<Long> seen = new ArrayList<>();
        boolean refusing;

        @Override
        public long WPUModifyIFSHandle(int id, long proposedHandle, MemorySegment lpErrno) {
            seen.add(proposedHandle);
            if (refusing) {
                Memory.int32(lpErrno, 0, Constants.WSAEINVAL);
                return Constants.INVALID_SOCKET;
            }
            return proposedHandle;
        }

        @Override
        public long WPUCreateSocketHandle(int id, long dwContext, MemorySegment lpErrno) {
            throw new AssertionError("an IFS provider makes its handles itself");
        }

        @Override
        public int WPUQuerySocketHandleContext(
                long s, MemorySegment lpContext, MemorySegment lpErrno) {
            throw new AssertionError("an IFS provider keeps its contexts itself");
        }

        @Override
        public int WPUCloseSocketHandle(long s, MemorySegment lpErrno) {
            throw new AssertionError("an IFS provider closes its handles itself");
        }

        @Override
        public int WPUFDIsSet(long s, MemorySegment set) {
            return FdSet.FD_ISSET(s, set) ? 1 : 0;
        }

        @Override
        public void conceal(long s) {
            throw new AssertionError("a base provider has nothing beneath");
        }

        @Override
        public ProtocolCatalog catalog() {
            throw new AssertionError("a base provider knows nothing of chains");
        }
    }

    DirectProvider() {
        ProcTable table = new ProcTable();
        int error = startup(Constants.WINSOCK_VERSION, table);
        provider =
                table.provider()
                        .orElseThrow(() -> new AssertionError("WSPStartup returned " + error));
    }

    /** Calls {@code WSPStartup} once more. */
    int startup(int version, ProcTable table) {
        MemorySegment data = MemorySegment.ofArray(new byte[WspData.SIZEOF]);
        return factory.WSPStartup(version, data, entry(), upcalls, table);
    }

    /** The provider's first entry. */
    MemorySegment entry() {
        return MemorySegment.ofArray(factory.catalogEntries().getFirst().toBytesW());
    }

    /** One of its entries. */
    MemorySegment entry(int af, int type) {
        for (ProtocolInfo each : factory.catalogEntries()) {
            if (each.iAddressFamily() == af && each.iSocketType() == type) {
                return MemorySegment.ofArray(each.toBytesW());
            }
        }
        throw new AssertionError("no entry for family " + af + ", type " + type);
    }

    ServiceProvider provider() {
        return provider;
    }

    /** Where the provider writes error codes. */
    MemorySegment lpErrno() {
        return lpErrno;
    }

    /** The last error code. */
    int error() {
        return Memory.int32(lpErrno, 0);
    }

    /** The handles that passed through {@code WPUModifyIFSHandle}, since the last question. */
    List<Long> modified() {
        List<Long> handles = List.copyOf(upcalls.seen);
        upcalls.seen.clear();
        return handles;
    }

    /** Whether {@code WPUModifyIFSHandle} fails. */
    void refuse(boolean refusing) {
        upcalls.refusing = refusing;
    }

    @Override
    public void close() {
        provider.WSPCleanup(lpErrno);
    }
}
