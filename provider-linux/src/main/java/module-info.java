import dev.baton.provider.linux.LinuxProviderFactory;
import dev.baton.winsock.spi.ProviderFactory;

/** The base provider over Linux kernel sockets. */
module dev.baton.provider.linux {
    requires static org.jspecify;
    requires dev.baton.ffm;
    requires dev.baton.winsock;

    provides ProviderFactory with
            LinuxProviderFactory;
}
