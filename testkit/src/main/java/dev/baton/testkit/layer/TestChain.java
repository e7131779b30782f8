package dev.baton.testkit.layer;

import dev.baton.winsock.Constants;
import dev.baton.winsock.spi.LayerFactory;
import dev.baton.winsock.spi.ProcTable;
import dev.baton.winsock.spi.ProtocolCatalog;
import dev.baton.winsock.spi.ProviderFactory;
import dev.baton.winsock.spi.ServiceProvider;
import dev.baton.winsock.spi.UpcallTable;
import dev.baton.winsock.struct.Guid;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.ProtocolChain;
import dev.baton.winsock.struct.ProtocolInfo;
import dev.baton.winsock.struct.WspData;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Layers over a {@link FakeBase}, started as Winsock starts them. */
public final class TestChain implements AutoCloseable, ProtocolCatalog {
    /** The base provider's entry. */
    public static final int BASE = 1001;

    /** The uppermost layer's entry; the next ones follow. */
    public static final int LAYER = 2001;

    /** The chain's entry. */
    public static final int CHAIN = 3001;

    private final Map<Integer, ProtocolInfo> entries = new HashMap<>();
    private final Map<Integer, ProviderFactory> providers = new HashMap<>();
    private final Map<Long, Long> contexts = new ConcurrentHashMap<>();
    private final List<String> upcalls = new ArrayList<>();
    private final AtomicLong nextHandle = new AtomicLong(0x102);
    private final MemorySegment lpErrno = MemorySegment.ofArray(new int[1]);
    private final FakeBase base;
    private final MemorySegment info;
    private final ServiceProvider top;

    private TestChain(int type, int protocol, LayerFactory... layers) {
        ProtocolInfo below = entry(BASE, guid(BASE), ProtocolChain.BASE, type, protocol, "base");
        base = new FakeBase(below);
        add(below, base);
        int[] ids = new int[layers.length + 1];
        ids[layers.length] = BASE;
        for (int i = 0; i < layers.length; i++) {
            ids[i] = LAYER + i;
            ProtocolInfo named =
                    entry(
                            ids[i],
                            layers[i].providerId(),
                            ProtocolChain.LAYERED,
                            0,
                            0,
                            layers[i].name());
            add(named, layers[i]);
        }
        ProtocolInfo chain =
                entry(CHAIN, guid(CHAIN), ProtocolChain.of(ids), type, protocol, "chain");
        add(chain, layers[0]);
        info = MemorySegment.ofArray(chain.toBytesW());
        ProcTable table = new ProcTable();
        int error =
                layers[0].WSPStartup(
                        Constants.WINSOCK_VERSION,
                        MemorySegment.ofArray(new byte[WspData.SIZEOF]),
                        info,
                        upcallTable(),
                        table);
        if (error != 0) {
            throw new AssertionError("WSPStartup of " + layers[0].name() + ": " + error);
        }
        top = table.provider().orElseThrow();
    }

    /**
     * A chain over TCP and IPv4.
     *
     * @param layers from the uppermost down, at least one
     * @return the started chain
     */
    public static TestChain overTcp(LayerFactory... layers) {
        return new TestChain(Constants.SOCK_STREAM, Constants.IPPROTO_TCP, layers);
    }

    /**
     * A chain over UDP and IPv4.
     *
     * @param layers from the uppermost down, at least one
     * @return the started chain
     */
    public static TestChain overUdp(LayerFactory... layers) {
        return new TestChain(Constants.SOCK_DGRAM, Constants.IPPROTO_UDP, layers);
    }

    private static Guid guid(int id) {
        return new Guid(id, (short) 0, (short) 0, 0);
    }

    private static ProtocolInfo entry(
            int id, Guid providerId, ProtocolChain chain, int type, int protocol, String name) {
        return new ProtocolInfo(
                Constants.XP1_IFS_HANDLES,
                0,
                0,
                0,
                Constants.PFL_MATCHES_PROTOCOL_ZERO,
                providerId,
                id,
                chain,
                2,
                Constants.AF_INET,
                16,
                16,
                type,
                protocol,
                0,
                Constants.BIGENDIAN,
                Constants.SECURITY_PROTOCOL_NONE,
                0,
                0,
                name);
    }

    private void add(ProtocolInfo entry, ProviderFactory provider) {
        entries.put(entry.dwCatalogEntryId(), entry);
        providers.put(entry.dwCatalogEntryId(), provider);
    }

    private UpcallTable upcallTable() {
        Class<?>[] table = {UpcallTable.class};
        return (UpcallTable)
                Proxy.newProxyInstance(TestChain.class.getClassLoader(), table, this::upcall);
    }

    private @Nullable Object upcall(
            Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return method.invoke(this, arguments);
        }
        if (arguments == null) {
            return this;
        }
        upcalls.add(method.getName());
        long first = ((Number) Objects.requireNonNull(arguments[0])).longValue();
        return switch (method.getName()) {
            case "WPUModifyIFSHandle" -> arguments[1];
            case "WPUCreateSocketHandle" -> create((Long) Objects.requireNonNull(arguments[1]));
            case "WPUQuerySocketHandleContext" ->
                    query(first, (MemorySegment) Objects.requireNonNull(arguments[1]));
            case "WPUCloseSocketHandle" ->
                    contexts.remove(first) == null ? Constants.SOCKET_ERROR : 0;
            case "conceal" -> null;
            default -> throw new AssertionError("no layer was expected to call " + method);
        };
    }

    private Long create(Long context) {
        Long s = nextHandle.getAndAdd(4);
        contexts.put(s, context);
        return s;
    }

    private int query(long s, MemorySegment lpContext) {
        Long context = contexts.get(s);
        if (context == null) {
            return Constants.SOCKET_ERROR;
        }
        Memory.int64(lpContext, 0, context);
        return 0;
    }

    /**
     * The provider beneath the layers.
     *
     * @return for its calls and answers
     */
    public FakeBase base() {
        return base;
    }

    /**
     * The entries of the uppermost layer.
     *
     * @return what Winsock calls
     */
    public ServiceProvider top() {
        return top;
    }

    /**
     * The chain's structure, the segment that the uppermost layer was started with.
     *
     * @return 628 bytes
     */
    public MemorySegment info() {
        return info;
    }

    /**
     * Where the calls of the test tell errors.
     *
     * @return four bytes
     */
    public MemorySegment lpErrno() {
        return lpErrno;
    }

    /**
     * The last error.
     *
     * @return a code
     */
    public int error() {
        return Memory.int32(lpErrno, 0);
    }

    /**
     * The names of the upcalls that were made.
     *
     * @return in their order
     */
    public List<String> upcalls() {
        return List.copyOf(upcalls);
    }

    /**
     * Makes a socket.
     *
     * @return its descriptor
     */
    public long socket() {
        return socket(info);
    }

    /**
     * Makes a socket or opens a duplicate.
     *
     * @param structure the chain's, or a duplicate's
     * @return its descriptor or {@code INVALID_SOCKET}
     */
    public long socket(MemorySegment structure) {
        return top.WSPSocket(-1, -1, -1, structure, 0, 0, lpErrno);
    }

    @Override
    public Optional<ProtocolInfo> entry(int dwCatalogEntryId) {
        return Optional.ofNullable(entries.get(dwCatalogEntryId));
    }

    @Override
    public Optional<ProviderFactory> provider(int dwCatalogEntryId) {
        return Optional.ofNullable(providers.get(dwCatalogEntryId));
    }

    @Override
    public void close() {
        top.WSPCleanup(lpErrno);
    }
}
