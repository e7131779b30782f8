package dev.baton.layers;

import dev.baton.testkit.layer.FakeBase;
import dev.baton.winsock.spi.ServiceProvider;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Calls any entry with arguments made by their types. */
public final class AnyCall {
    private AnyCall() {}

    /** Every entry answers this, and nothing reads what is not there. */
    public static void answerAll(FakeBase base, FakeBase.Answer answer) {
        for (Entry each : Entry.values()) {
            base.answers(each.name(), answer);
        }
    }

    /** Calls with 0 and NULL. */
    public static long empty(ServiceProvider provider, Entry entry, MemorySegment lpErrno) {
        return make(provider, entry, lpErrno, AnyCall::nothing);
    }

    private static @Nullable Object nothing(Class<?> type) {
        if (type == MemorySegment.class) {
            return MemorySegment.NULL;
        }
        if (type == MemorySegment[].class) {
            return new MemorySegment[0];
        }
        return type == long.class ? (Object) 0L : type == int.class ? (Object) 0 : null;
    }

    /** Calls with arguments that {@code choice} makes; the last one is {@code lpErrno}. */
    public static long make(
            ServiceProvider provider,
            Entry entry,
            MemorySegment lpErrno,
            Function<Class<?>, @Nullable Object> choice) {
        Method method =
                Arrays.stream(ServiceProvider.class.getMethods())
                        .filter(each -> each.getName().equals(entry.name()))
                        .findFirst()
                        .orElseThrow();
        Class<?>[] types = method.getParameterTypes();
        @Nullable Object[] arguments = new Object[types.length];
        for (int i = 0; i < types.length - 1; i++) {
            arguments[i] = choice.apply(types[i]);
        }
        arguments[types.length - 1] = lpErrno;
        try {
            return ((Number) method.invoke(provider, arguments)).longValue();
        } catch (InvocationTargetException | IllegalAccessException e) {
            throw new AssertionError(entry + " with " + Arrays.toString(arguments), e.getCause());
        }
    }
}
