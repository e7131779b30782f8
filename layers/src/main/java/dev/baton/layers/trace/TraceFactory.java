package dev.baton.layers.trace;

import dev.baton.winsock.spi.LayerFactory;
import dev.baton.winsock.struct.Guid;

/**
 * The layer {@code trace}: prints every call of all thirty entries with its arguments by their
 * names in C, result, error and duration, a line each.
 *
 * <pre>{@code
 * 14:03:07.123456 [main] WSPConnect(s=0x104, name=127.0.0.1:8080, namelen=16, …) = 0 in 85 µs
 * }</pre>
 *
 * <p>Of buffers it shows the size and at most the first 16 bytes, as ASCII with {@code \x0a} for
 * what is not printable: mind that before you trace secrets to a file. Memory that can't be read is
 * {@code NULL} or {@code (unusable)}. What a call fills is shown as it is after the call, what an
 * {@code fd_set} was too.
 *
 * <p>Options, all system properties:
 *
 * <ul>
 *   <li>{@code dev.baton.layers.trace.form}: {@code human} (the default), or {@code json}: one
 *       object a line with {@code time}, {@code thread}, {@code call}, {@code arguments}, {@code
 *       result}, {@code microseconds} and, where there are, {@code error} and {@code bytes}.
 *   <li>{@code dev.baton.layers.trace.to}: {@code stderr} (the default), or the path of a file, to
 *       which lines are appended. If they can't be written, one warning is logged and no more is
 *       printed; the calls go on.
 *   <li>{@code dev.baton.layers.trace.calls}: only these entries, such as {@code
 *       WSPConnect,WSPAccept}; all without it.
 * </ul>
 */
public final class TraceFactory extends LayerFactory {
    private static final Guid ID = Guid.parse("{7f647003-e66b-4e7d-ba8a-fd12baecd1e8}");

    /** For {@link java.util.ServiceLoader}. */
    public TraceFactory() {
        super("trace", "prints every call", ID, TraceLayer::new);
    }
}
