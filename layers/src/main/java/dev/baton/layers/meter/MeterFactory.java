package dev.baton.layers.meter;

import dev.baton.winsock.spi.LayerFactory;
import dev.baton.winsock.struct.Guid;

/**
 * The layer {@code meter}: counts and times calls for Micrometer, on {@code
 * Metrics.globalRegistry}. It needs {@code micrometer-core}, which nothing else here does: without
 * it the layer does not start. On the module path {@code --add-modules micrometer.core} brings it.
 *
 * <ul>
 *   <li>{@code baton.winsock.sockets.open}: descriptors open now
 *   <li>{@code baton.winsock.connections.made}, {@code baton.winsock.connections.accepted}: of
 *       streams. A connection that a nonblocking {@code connect} only began is not counted, as its
 *       end is seen by nobody but {@code select}.
 *   <li>{@code baton.winsock.bytes.sent}, {@code baton.winsock.bytes.received}: without those that
 *       {@code MSG_PEEK} left in place, and those of overlapped calls that don't succeed at once or
 *       don't ask for the number; what is pending counts as the error {@code WSA_IO_PENDING}
 *   <li>{@code baton.winsock.calls}, by {@code entry}
 *   <li>{@code baton.winsock.errors}, by {@code entry} and {@code error}; each appears with its
 *       first error
 *   <li>{@code baton.winsock.handovers.out}: duplicates made for other processes; {@code
 *       baton.winsock.handovers.in}: duplicates opened
 *   <li>{@code baton.winsock.latency}, by {@code operation}: {@code connect}, {@code send}, {@code
 *       recv}, {@code duplicate}, {@code open}; failed calls too
 * </ul>
 *
 * <p>All have the tags {@code protocol} ({@code tcp4}, {@code tcp6}, {@code udp4}, …) and {@code
 * chain}, the catalog entry, as two chains may serve one protocol. They disappear with {@code
 * WSACleanup}. No options.
 */
public final class MeterFactory extends LayerFactory {
    private static final Guid ID = Guid.parse("{b959850b-7cfa-459f-bd0f-049ef487adf9}");

    /** For {@link java.util.ServiceLoader}. */
    public MeterFactory() {
        super("meter", "counts and times calls for Micrometer", ID, MeterLayer::new);
    }
}
