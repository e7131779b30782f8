/** Two-process benchmarks of socket hand-over; never published. */
module dev.baton.bench {
    requires dev.baton.ffm;
    requires dev.baton.winsock;
    requires io.netty.buffer;
    requires io.netty.common;
    requires io.netty.transport;
    requires io.netty.transport.classes.epoll;
    requires io.netty.transport.unix.common;
    requires java.management;
    requires org.newsclub.net.unix;
    requires static org.jspecify;
}
