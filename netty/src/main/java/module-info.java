/**
 * Netty's channels from sockets of other processes, and back.
 *
 * <p>Of Netty only {@code io.netty.transport} is needed; the transports epoll and io_uring are used
 * if they are there.
 */
module dev.baton.netty {
    requires io.netty.buffer;
    requires static io.netty.transport.classes.epoll;
    requires static io.netty.transport.classes.io_uring;
    requires static io.netty.transport.unix.common;
    requires static org.jspecify;
    requires transitive dev.baton.channels;
    requires transitive io.netty.common;
    requires transitive io.netty.transport;

    exports dev.baton.netty;
}
