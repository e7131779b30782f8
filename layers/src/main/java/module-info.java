import dev.baton.layers.AccessFactory;
import dev.baton.layers.CompressFactory;
import dev.baton.layers.ThrottleFactory;
import dev.baton.winsock.spi.ProviderFactory;

/** Layered service providers that are useful as they are. */
module dev.baton.layers {
    requires static org.jspecify;
    requires transitive dev.baton.winsock;

    exports dev.baton.layers;

    provides ProviderFactory with
            AccessFactory,
            CompressFactory,
            ThrottleFactory;
}
