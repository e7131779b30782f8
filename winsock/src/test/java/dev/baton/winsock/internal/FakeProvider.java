package dev.baton.winsock.internal;

import dev.baton.winsock.Constants;
import dev.baton.winsock.spi.ProcTable;
import dev.baton.winsock.spi.ServiceProvider;
import dev.baton.winsock.spi.UpcallTable;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.ProtocolInfo;
import dev.baton.winsock.struct.ProtocolInfoLayout;
import dev.baton.winsock.struct.WspData;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A provider whose answers a test writes; it keeps the arguments of every call. For one thread. */
final class FakeProvider implements InvocationHandler {
    /** What an entry does and returns. */
    @FunctionalInterface
    interface Answer {
        long to(Call call);
    }

    /** One call: the entry's name and its arguments in C order. */
    record Call(String entry, List<@Nullable Object> arguments) {
        int number(int index) {
            return (int) value(index);
        }

        long value(int index) {
            return ((Number) Objects.requireNonNull(arguments.get(index))).longValue();
        }

        MemorySegment memory(int index) {
            return (MemorySegment) Objects.requireNonNull(arguments.get(index));
        }

        MemorySegment lpErrno() {
            return memory(arguments.size() - 1);
        }

        long fail(int error) {
            Memory.int32(lpErrno(), 0, error);
            return Constants.SOCKET_ERROR;
        }
    }

    /** What {@code WSPStartup} got. */
    record Start(int wVersionRequested, ProtocolInfo info, UpcallTable upcalls) {}

    private final List<ProtocolInfo> catalog;
    private final Map<String, Answer> answers = new HashMap<>();
    private final List<Call> calls = new ArrayList<>();
    private final List<Start> starts = new ArrayList<>();
    private long nextHandle;
    private int startupResult;
    private int version;
    private boolean fillsTable;

    FakeProvider(List<ProtocolInfo> catalog) {
        this.catalog = catalog;
    }

    /** Forgets everything and behaves well again. */
    void reset() {
        answers.clear();
        calls.clear();
        starts.clear();
        nextHandle = 0x1000;
        starts(0, 0x0202, true);
    }

    /** What {@code WSPStartup} does from now on. */
    void starts(int result, int wVersion, boolean table) {
        startupResult = result;
        version = wVersion;
        fillsTable = table;
    }

    void answers(String entry, Answer answer) {
        answers.put(entry, answer);
    }

    void fails(String entry, int error) {
        answers(entry, call -> call.fail(error));
    }

    List<ProtocolInfo> catalog() {
        return catalog;
    }

    List<Start> starts() {
        return starts;
    }

    UpcallTable upcalls() {
        return starts.getLast().upcalls();
    }

    List<Call> calls(String entry) {
        return calls.stream().filter(call -> call.entry().equals(entry)).toList();
    }

    int startup(int wVersionRequested, MemorySegment data, Start start, ProcTable out) {
        starts.add(start);
        new WspData(version, wVersionRequested, "fake").write(data);
        if (startupResult == 0 && fillsTable) {
            ClassLoader loader = FakeProvider.class.getClassLoader();
            Class<?>[] table = {ServiceProvider.class};
            out.provider((ServiceProvider) Proxy.newProxyInstance(loader, table, this));
        }
        return startupResult;
    }

    @Override
    public @Nullable Object invoke(
            Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        if (arguments == null || method.getDeclaringClass() == Object.class) {
            return method.invoke(this, arguments);
        }
        Call call = new Call(method.getName(), Arrays.asList(arguments));
        calls.add(call);
        Answer usual = call.entry().equals("WSPSocket") ? this::register : other -> 0;
        long result = answers.getOrDefault(call.entry(), usual).to(call);
        if (method.getReturnType() == long.class) {
            return result;
        }
        return (int) result;
    }

    /** Makes the descriptor of a socket as a provider of the structure's kind has to. */
    long register(Call call) {
        int id = ProtocolInfoLayout.dwCatalogEntryId(call.memory(3));
        boolean ifs =
                catalog.stream()
                        .filter(info -> info.dwCatalogEntryId() == id)
                        .anyMatch(
                                info -> (info.dwServiceFlags1() & Constants.XP1_IFS_HANDLES) != 0);
        if (!ifs) {
            return upcalls().WPUCreateSocketHandle(id, 0, call.lpErrno());
        }
        nextHandle += 4;
        return upcalls().WPUModifyIFSHandle(id, nextHandle, call.lpErrno());
    }
}
