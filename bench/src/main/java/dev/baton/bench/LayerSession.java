package dev.baton.bench;

import dev.baton.winsock.Constants;
import dev.baton.winsock.ProviderCatalog;
import dev.baton.winsock.Winsock;
import dev.baton.winsock.spi.LayerFactory;
import dev.baton.winsock.struct.ProtocolInfo;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Winsock, started with the layers of a stack, and one socket connected to the echo partner. */
final class LayerSession implements AutoCloseable {
    /** The system property that names the folder of the catalogs. */
    static final String CATALOGS = "dev.baton.bench.catalogs";

    /** The system property that names the partner's port. */
    static final String PORT = "dev.baton.bench.port";

    private static final String CATALOG = "dev.baton.catalog";

    private final long socket;

    LayerSession(LayerStack stack) throws IOException {
        ProtocolInfo entry = entry(stack);
        WinsockCalls.startUp();
        socket = WinsockCalls.open(nativeCopy(entry.toBytesW()));
        WinsockCalls.connect(socket, Integer.getInteger(PORT));
    }

    // Installs on the first call for a stack; the catalog stays for the next ones.
    private static ProtocolInfo entry(LayerStack stack) throws IOException {
        Path catalog = Path.of(setting(CATALOGS), stack.name());
        System.setProperty(CATALOG, catalog.toString());
        if (Files.notExists(catalog)) {
            Files.createDirectory(catalog);
            for (LayerFactory layer : stack.layers()) {
                int error = ProviderCatalog.install(layer, List.of(tcp(true)));
                if (error != 0) {
                    throw new IOException("cannot install " + layer.name() + ": " + error);
                }
            }
        }
        return tcp(stack.used());
    }

    // The chain that was installed last comes first.
    private static ProtocolInfo tcp(boolean layered) {
        try (ProviderCatalog catalog = ProviderCatalog.read()) {
            return catalog.entries().stream()
                    .map(ProviderCatalog.Entry::info)
                    .filter(each -> layered || each.ProtocolChain().isBase())
                    .filter(each ->
                            each.iAddressFamily() == Constants.AF_INET
                                    && each.iSocketType() == Constants.SOCK_STREAM
                                    && each.iProtocol() == Constants.IPPROTO_TCP
                                    && !each.ProtocolChain().isLayer())
                    .findFirst()
                    .orElseThrow();
        }
    }

    static MemorySegment nativeCopy(byte[] bytes) {
        MemorySegment copy = Arena.ofAuto().allocate(bytes.length, 8);
        MemorySegment.copy(bytes, 0, copy, ValueLayout.JAVA_BYTE, 0, bytes.length);
        return copy;
    }

    private static String setting(String property) {
        return Objects.requireNonNull(System.getProperty(property), property);
    }

    long socket() {
        return socket;
    }

    @Override
    public void close() throws IOException {
        WinsockCalls.check("closesocket", Winsock.closesocket(socket));
        WinsockCalls.check("WSACleanup", Winsock.WSACleanup());
    }
}
