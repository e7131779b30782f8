package dev.baton.layers.access;

import dev.baton.winsock.spi.LayerFactory;
import dev.baton.winsock.struct.Guid;

/**
 * The layer {@code access}: which addresses may be used, and which processes may get a duplicate.
 * What is not allowed fails with {@code WSAEACCES}, and nothing beneath hears of it.
 *
 * <table>
 *   <caption>Options</caption>
 *   <tr><th>system property</th><th></th><th>default</th></tr>
 *   <tr><td>{@code dev.baton.layers.access.bind}</td>
 *       <td>rules for local addresses</td><td>none</td></tr>
 *   <tr><td>{@code dev.baton.layers.access.connect}</td>
 *       <td>rules for addresses to connect to or to join</td><td>none</td></tr>
 *   <tr><td>{@code dev.baton.layers.access.sendto}</td>
 *       <td>rules for addresses that a datagram is sent to</td><td>those of connect</td></tr>
 *   <tr><td>{@code dev.baton.layers.access.accept}</td>
 *       <td>rules for the peers of accepted connections</td><td>none</td></tr>
 *   <tr><td>{@code dev.baton.layers.access.receive}</td>
 *       <td>processes that may get a duplicate: a list of process ids, {@code children} (and
 *       theirs) and {@code siblings}; or {@code all}, {@code none}</td><td>all</td></tr>
 * </table>
 *
 * <p>Rules stand in a list with commas between: {@code allow} or {@code deny}, then
 *
 * <ul>
 *   <li>{@code *} (every address of every family) or {@code *:PORT} (of IP)
 *   <li>{@code 10.0.0.0/8:80} or {@code [2001:db8::]/32:8000-8999}: without a prefix this one
 *       address, without a port every one
 *   <li>{@code /run/app}: local sockets with this path or in this folder; links are followed
 *   <li>{@code @name}: local sockets outside the file system whose name begins so
 * </ul>
 *
 * <p>The first rule that matches decides. If none does: denied if there is a rule that allows
 * anything, else allowed. An IPv4 address mapped into IPv6 is IPv4. {@code 0.0.0.0} and {@code ::}
 * are addresses as any others, and a rule against one address does not keep a program from binding
 * to all of them; port 0 in a bind is port 0.
 *
 * <p>A connection from a peer that is denied is reset, and the accept goes on as if it had not
 * come: it waits, or answers {@code WSAEWOULDBLOCK}, also after {@code select} has reported it. An
 * application's condition function is asked about the others only.
 *
 * <p>Limits: a bind that the transport does by itself is not asked about. A link may be changed
 * between the look at it and its use. While there are rules for addresses, the question for
 * extension functions, which would connect and send beside the layer, answers {@code
 * WSAEOPNOTSUPP}. The layer rules over the sockets of its chains only: a program that chooses
 * another entry of the catalog passes by.
 */
public final class AccessFactory extends LayerFactory {
    private static final Guid ID =
            new Guid(0x70c6e2ab, (short) 0x39d5, (short) 0x4f07, 0x8ea15c94d2f6730bL);

    /** Describes the layer. */
    public AccessFactory() {
        super("access", "allows and denies addresses and receivers", ID, AccessLayer::new);
    }
}
