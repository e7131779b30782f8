package dev.baton.layers.compress;

import dev.baton.winsock.Constants;
import dev.baton.winsock.spi.LayerFactory;
import dev.baton.winsock.struct.Guid;
import dev.baton.winsock.struct.ProtocolInfo;

/**
 * The layer {@code compress}: datagrams travel deflated, each on its own. Both ends must have it;
 * programs notice nothing but a maximal size that is one byte less.
 *
 * <p>A datagram is one byte, 0xC4 (stored) or 0xC5 (raw deflate), and the content; it never grows
 * by more than that byte. Nothing is remembered from one datagram to the next, so that duplicates
 * in several processes share a socket as they do without the layer.
 *
 * <table>
 *   <caption>Options</caption>
 *   <tr><th>system property</th><th></th><th>default</th></tr>
 *   <tr><td>{@code dev.baton.layers.compress.level}</td>
 *       <td>1 (fast) to 9 (small), 0: store everything</td><td>6</td></tr>
 * </table>
 *
 * <p>What does not decode, because the sender lacks the layer or means harm, is dropped as if it
 * had not come: a blocking receive waits on, from there on with its whole time-out, another one
 * answers {@code WSAEWOULDBLOCK}. The first is logged, and at the end their number. {@code select}
 * and {@code WSAPoll} may report such a datagram. A receive with {@code MSG_PEEK} and {@code
 * FIONREAD} remove one that they meet; if another holder of the socket takes it in the same moment,
 * the next datagram is lost instead. {@code FIONREAD} tells 0 as long as a stranger's empty
 * datagram is the next one.
 *
 * <p>Overlapped transfers answer {@code WSAEOPNOTSUPP}, and so does the question for extension
 * functions, which would send and receive beside the layer.
 */
public final class CompressFactory extends LayerFactory {
    private static final Guid ID =
            new Guid(0x5d1f7c3e, (short) 0x8a42, (short) 0x4be9, 0x9c17e0542bd83f61L);

    /** Describes the layer. */
    public CompressFactory() {
        super("compress", "deflates each datagram", ID, CompressLayer::new);
    }

    /** Only datagrams: a stream has no units that could be compressed on their own. */
    @Override
    public boolean accepts(ProtocolInfo entry) {
        return entry.iSocketType() == Constants.SOCK_DGRAM;
    }
}
