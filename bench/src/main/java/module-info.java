/** Benchmarks of socket hand-over and of layers; never published. */
module dev.baton.bench {
    requires dev.baton.channels;
    requires dev.baton.ffm;
    requires dev.baton.winsock;
    requires io.netty.buffer;
    requires io.netty.common;
    requires io.netty.transport;
    requires io.netty.transport.classes.epoll;
    requires io.netty.transport.unix.common;
    requires java.management;
    requires jmh.core;
    requires org.newsclub.net.unix;
    requires static org.jspecify;

    provides dev.baton.winsock.spi.ProviderFactory with
            dev.baton.bench.PassThrough.First,
            dev.baton.bench.PassThrough.Second,
            dev.baton.bench.PassThrough.Third,
            dev.baton.bench.PassThrough.OwnHandles;
}
