package dev.baton.layers.throttle;

import dev.baton.winsock.spi.LayerFactory;
import dev.baton.winsock.struct.Guid;

/**
 * The layer {@code throttle}: so many bytes per second and socket, sending and receiving apart.
 *
 * <table>
 *   <caption>Options</caption>
 *   <tr><th>system property</th><th></th><th>default</th></tr>
 *   <tr><td>{@code dev.baton.layers.throttle.send}</td>
 *       <td>bytes per second that a socket sends; {@code k}, {@code m}, {@code g} behind the number
 *       are 2<sup>10</sup>, 2<sup>20</sup>, 2<sup>30</sup>; 0: no limit; below 1024g</td><td>0</td></tr>
 *   <tr><td>{@code dev.baton.layers.throttle.receive}</td>
 *       <td>the same of receiving</td><td>0</td></tr>
 * </table>
 *
 * <p>A socket's own rates are its options {@link #SO_SEND_RATE} and {@link #SO_RECEIVE_RATE}.
 * Accepted connections have those of their listener. A duplicate has the rates, and what is left of
 * the allowance, from when it was made; from then on each descriptor counts for itself.
 *
 * <p>A rate holds over any second to a tenth, and to one datagram: a datagram goes as a whole and
 * what follows waits for it. Threads that use one descriptor at once may exceed it by a tenth each.
 * Looking ({@code MSG_PEEK}) costs nothing.
 *
 * <p>A blocking call waits for the allowance; closing the descriptor ends it with {@code WSAEINTR},
 * and so does {@link Thread#interrupt}. {@code SO_SNDTIMEO} and {@code SO_RCVTIMEO} count only the
 * time that the transport itself waits. A non-blocking call transfers what is allowed now or
 * answers {@code WSAEWOULDBLOCK}; {@code select} and {@code WSAPoll} report the socket when it is
 * ready and enough is allowed for any transfer to begin.
 *
 * <p>Limits: The mode is known from {@code FIONBIO} calls that pass here and travels with a
 * duplicate; what another process changes afterwards is not seen, because no option tells the mode.
 * On a socket with a limit, overlapped transfers and events for reading and writing answer {@code
 * WSAEOPNOTSUPP}. When sockets of other chains wait in the same call, Winsock waits beneath the
 * layer, which then can't hold anything back.
 */
public final class ThrottleFactory extends LayerFactory {
    /**
     * Bytes per second that the socket may send, 0: no limit. At level {@code SOL_SOCKET}, four
     * bytes without sign or eight; four bytes tell at most 0xFFFFFFFF.
     */
    public static final int SO_SEND_RATE = 0x4BB0;

    /** The same of receiving. */
    public static final int SO_RECEIVE_RATE = 0x4BB1;

    private static final Guid ID =
            new Guid(0x1e5b90d7, (short) 0x6c2f, (short) 0x4a18, 0xb37d42f98e0561caL);

    /** Describes the layer. */
    public ThrottleFactory() {
        this(ThrottleClock.SYSTEM);
    }

    ThrottleFactory(ThrottleClock clock) {
        super("throttle", "limits bytes per second", ID, () -> new ThrottleLayer(clock));
    }
}
