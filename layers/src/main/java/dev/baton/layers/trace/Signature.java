package dev.baton.layers.trace;

import dev.baton.layers.Entry;
import dev.baton.winsock.spi.LayeredProvider;
import dev.baton.winsock.spi.ServiceProvider;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What {@link ServiceProvider} says of an entry: its parameters' names, and the method that passes
 * it on. A table of thirty lists of names would only repeat that interface.
 *
 * @param names in C order, without {@code lpErrno}, which the result shows
 * @param kinds what each of them is
 * @param passing the method of {@link LayeredProvider}: layer and arguments in, result out
 */
record Signature(List<String> names, List<Kind> kinds, MethodHandle passing) {
    private static final Map<Entry, Signature> ALL = readAll();

    static Signature of(Entry entry) {
        return Objects.requireNonNull(ALL.get(entry));
    }

    /** Calls the method as {@code super} would. */
    long pass(TraceLayer layer, @Nullable Object[] arguments) {
        try {
            return (long) passing.invokeExact(layer, arguments);
        } catch (RuntimeException | Error thrown) {
            throw thrown;
        } catch (Throwable thrown) {
            throw new UndeclaredThrowableException(thrown, "no entry declares an exception");
        }
    }

    private static Map<Entry, Signature> readAll() {
        Map<Entry, Signature> all = new EnumMap<>(Entry.class);
        for (Method each : ServiceProvider.class.getMethods()) {
            Entry.named(each.getName()).ifPresent(entry -> all.put(entry, read(entry, each)));
        }
        return all;
    }

    private static Signature read(Entry entry, Method method) {
        List<String> names = new ArrayList<>();
        List<Kind> kinds = new ArrayList<>();
        for (Parameter each : method.getParameters()) {
            if (!each.getName().equals("lpErrno")) {
                names.add(each.getName());
                kinds.add(Kind.of(entry, each.getName(), each.getType()));
            }
        }
        return new Signature(List.copyOf(names), List.copyOf(kinds), passing(method));
    }

    private static MethodHandle passing(Method method) {
        MethodType type = MethodType.methodType(method.getReturnType(), method.getParameterTypes());
        try {
            MethodHandle inherited =
                    TraceLayer.LOOKUP.findSpecial(
                            LayeredProvider.class, method.getName(), type, TraceLayer.class);
            return inherited
                    .asType(inherited.type().changeReturnType(long.class))
                    .asSpreader(Object[].class, method.getParameterCount())
                    .asType(MethodType.methodType(long.class, TraceLayer.class, Object[].class));
        } catch (NoSuchMethodException | IllegalAccessException e) {
            throw new IllegalStateException("a layer has every entry: " + method, e);
        }
    }
}
