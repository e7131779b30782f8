import dev.baton.provider.linux.LinuxProviderFactory;
import dev.baton.winsock.spi.ProviderFactory;

/** The base provider over Linux kernel sockets. */
module dev.baton.provider.linux {
    requires static org.jspecify;
    requires dev.baton.ffm;
    requires dev.baton.winsock;

    exports dev.baton.provider.linux.sharing to
            dev.baton.it;

    provides ProviderFactory with
            LinuxProviderFactory;
}
