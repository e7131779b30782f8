/**
 * The Winsock 2 system in pure Java: the API ({@link dev.baton.winsock.Winsock}), the structures
 * and the service provider interface beneath it. It knows no operating system: providers are found
 * by {@link java.util.ServiceLoader}.
 */
module dev.baton.winsock {
    requires static org.jspecify;

    exports dev.baton.winsock;
    exports dev.baton.winsock.spi;
    exports dev.baton.winsock.struct;

    uses dev.baton.winsock.spi.ProviderFactory;
}
