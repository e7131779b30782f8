/**
 * Channels of the JDK from sockets of other processes: tickets, release, and hand-over points.
 *
 * <p>Opens channels directly if the package {@code sun.nio.ch} of {@code java.base} is open to this
 * module, and over a carrier otherwise: {@link dev.baton.channels.Capabilities}.
 */
module dev.baton.channels {
    requires dev.baton.ffm;
    requires dev.baton.winsock;
    requires static java.instrument;
    requires static org.jspecify;

    exports dev.baton.channels;

    uses dev.baton.winsock.spi.ProviderFactory;
}
