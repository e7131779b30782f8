package dev.baton.layers.fault;

import dev.baton.winsock.spi.LayerFactory;
import dev.baton.winsock.struct.Guid;

/**
 * The layer {@code fault}: delays, errors, short transfers and lost datagrams on purpose, to test
 * how one's own program takes them. Without options it does nothing.
 *
 * <p>Options, all system properties; a probability is 0 to 1 and holds for each call:
 *
 * <ul>
 *   <li>{@code dev.baton.layers.fault.seed}: a number. Without it a random one is taken; either way
 *       it is logged if there can be faults, so that a run can be repeated.
 *   <li>{@code dev.baton.layers.fault.delay}: probability and milliseconds, such as {@code
 *       0.1:5-20}: any call waits so long before it is passed on. Nonblocking ones too.
 *   <li>{@code dev.baton.layers.fault.short}: probability, such as {@code 0.2}: a receive or a send
 *       on a stream is passed on with less room or fewer bytes than the program asked for, at least
 *       1. Calls with {@code MSG_OOB} or {@code MSG_WAITALL} are spared: that would break a promise
 *       instead of using a freedom.
 *   <li>{@code dev.baton.layers.fault.error}: entry, probability and error, such as {@code
 *       WSPSend:0.01:WSAECONNRESET,WSPConnect:0.1:WSAECONNREFUSED}: the call fails and is not
 *       passed on. The socket beneath is as before: after an injected {@code WSAECONNRESET} its
 *       connection still stands, and the next call may succeed.
 *   <li>{@code dev.baton.layers.fault.drop}: probability: a datagram is lost, its send reports
 *       success. A send that would fail for its arguments, and the first one of an unbound socket,
 *       which binds it, are passed on.
 * </ul>
 *
 * <p>What befalls a call follows from the seed, the catalog entry of the chain, which socket of the
 * chain it is on (the first opened in this process, the second, …), the entry and how many calls of
 * this entry the socket has had: other sockets, other threads and other options change nothing of
 * it.
 */
public final class FaultFactory extends LayerFactory {
    private static final Guid ID = Guid.parse("{6d4435ea-d92d-4578-9ada-705bfa277b1c}");

    /** For {@link java.util.ServiceLoader}. */
    public FaultFactory() {
        super("fault", "delays, errors, short transfers and lost datagrams", ID, FaultLayer::new);
    }
}
