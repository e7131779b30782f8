package dev.baton.testkit.conformance;

import dev.baton.winsock.Constants;
import dev.baton.winsock.spi.ProcTable;
import dev.baton.winsock.spi.ProviderFactory;
import dev.baton.winsock.spi.ServiceProvider;
import dev.baton.winsock.spi.UpcallTable;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.ProtocolInfo;
import dev.baton.winsock.struct.WspData;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
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
    private static final class Upcalls implements InvocationHandler {
        final List<Long> seen = new ArrayList<>();
        final UpcallTable table =
                (UpcallTable)
                        Proxy.newProxyInstance(
                                UpcallTable.class.getClassLoader(),
                                new Class<?>[] {UpcallTable.class},
                                this);
        boolean refusing;

        @Override
        public Object invoke(Object proxy, Method upcall, Object[] arguments) {
            if (!upcall.getName().equals("WPUModifyIFSHandle")) {
                throw new AssertionError("a base provider has no use for " + upcall.getName());
            }
            long proposedHandle = (long) arguments[1];
            seen.add(proposedHandle);
            if (refusing) {
                Memory.int32((MemorySegment) arguments[2], 0, Constants.WSAEINVAL);
                return Constants.INVALID_SOCKET;
            }
            return proposedHandle;
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
        return factory.WSPStartup(version, data, entry(), upcalls.table, table);
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
