package dev.baton.testkit.layer;

import dev.baton.winsock.Constants;
import dev.baton.winsock.spi.ProcTable;
import dev.baton.winsock.spi.ProviderFactory;
import dev.baton.winsock.spi.ServiceProvider;
import dev.baton.winsock.spi.UpcallTable;
import dev.baton.winsock.struct.Guid;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.ProtocolInfo;
import dev.baton.winsock.struct.ProtocolInfoLayout;
import dev.baton.winsock.struct.WspData;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A base provider that keeps the arguments of every call and answers as the test says. */
public final class FakeBase implements InvocationHandler, ProviderFactory {
    /** What an entry does and returns. */
    @FunctionalInterface
    public interface Answer {
        /**
         * Answers.
         *
         * @param call the call
         * @return the entry's result
         */
        long to(Call call);
    }

    /**
     * One call.
     *
     * @param entry the entry's name
     * @param arguments in C order
     */
    public record Call(String entry, List<@Nullable Object> arguments) {
        /**
         * An argument that is a number.
         *
         * @param index from 0
         * @return its value
         */
        public long value(int index) {
            return ((Number) Objects.requireNonNull(arguments.get(index))).longValue();
        }

        /**
         * An argument that is a pointer.
         *
         * @param index from 0
         * @return the segment
         */
        public MemorySegment memory(int index) {
            return (MemorySegment) Objects.requireNonNull(arguments.get(index));
        }

        /**
         * An argument that is an array of buffers.
         *
         * @param index from 0
         * @return the segments
         */
        public MemorySegment[] buffers(int index) {
            return (MemorySegment[]) Objects.requireNonNull(arguments.get(index));
        }

        /**
         * Fails the call.
         *
         * @param error the code
         * @return {@code SOCKET_ERROR}
         */
        public long fail(int error) {
            Memory.int32(memory(arguments.size() - 1), 0, error);
            return Constants.SOCKET_ERROR;
        }
    }

    private final ProtocolInfo entry;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final List<MemorySegment> starts = new CopyOnWriteArrayList<>();
    private final AtomicLong nextHandle = new AtomicLong(0x1000);
    private volatile @Nullable UpcallTable upcalls;

    FakeBase(ProtocolInfo entry) {
        this.entry = entry;
    }

    /**
     * Says what an entry does from now on.
     *
     * @param name the entry
     * @param answer what it does
     */
    public void answers(String name, Answer answer) {
        answers.put(name, answer);
    }

    /**
     * The calls of one entry.
     *
     * @param name the entry
     * @return in their order
     */
    public List<Call> calls(String name) {
        return calls.stream().filter(call -> call.entry().equals(name)).toList();
    }

    /**
     * The structures that {@code WSPStartup} got.
     *
     * @return in their order
     */
    public List<MemorySegment> starts() {
        return List.copyOf(starts);
    }

    @Override
    public Guid providerId() {
        return entry.ProviderId();
    }

    @Override
    public List<ProtocolInfo> catalogEntries() {
        return List.of(entry);
    }

    @Override
    public int WSPStartup(
            int wVersionRequested,
            MemorySegment lpWSPData,
            MemorySegment lpProtocolInfo,
            UpcallTable table,
            ProcTable out) {
        starts.add(lpProtocolInfo);
        upcalls = table;
        new WspData(Constants.WINSOCK_VERSION, Constants.WINSOCK_VERSION, "fake").write(lpWSPData);
        Class<?>[] entries = {ServiceProvider.class};
        out.provider(
                (ServiceProvider)
                        Proxy.newProxyInstance(FakeBase.class.getClassLoader(), entries, this));
        return 0;
    }

    @Override
    public @Nullable Object invoke(
            Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        if (arguments == null || method.getDeclaringClass() == Object.class) {
            return method.invoke(this, arguments);
        }
        Call call = new Call(method.getName(), Arrays.asList(arguments));
        calls.add(call);
        long result = answers.getOrDefault(call.entry(), this::usual).to(call);
        if (method.getReturnType() == long.class) {
            return result;
        }
        return (int) result;
    }

    private long usual(Call call) {
        return switch (call.entry()) {
            case "WSPSocket", "WSPAccept" ->
                    Objects.requireNonNull(upcalls)
                            .WPUModifyIFSHandle(
                                    entry.dwCatalogEntryId(),
                                    nextHandle.getAndAdd(4),
                                    call.memory(call.arguments().size() - 1));
            case "WSPDuplicateSocket" -> {
                int handle = (int) call.value(0);
                ProtocolInfoLayout.writeW(call.memory(2), entry.withProviderReserved(handle));
                yield 0;
            }
            case "WSPSend", "WSPSendTo" -> {
                long bytes =
                        Arrays.stream(call.buffers(1)).mapToLong(MemorySegment::byteSize).sum();
                Memory.int32(call.memory(3), 0, (int) bytes);
                yield 0;
            }
            case "WSPGetSockOpt" -> {
                boolean own = call.value(1) == Constants.SOL_SOCKET;
                if (own && call.value(2) == Constants.SO_TYPE) {
                    Memory.int32(call.memory(3), 0, entry.iSocketType());
                }
                yield 0;
            }
            default -> 0;
        };
    }
}
