package dev.baton.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Sockets;
import dev.baton.testkit.layer.Recorded;
import dev.baton.testkit.layer.RecordingFactory;
import dev.baton.testkit.layer.TestCatalog;
import dev.baton.winsock.Constants;
import dev.baton.winsock.Winsock;
import java.nio.file.Path;
import java.util.Arrays;

/** A catalog with layers, and the proof that a socket's calls pass through them. */
final class ThroughLayers {
    private ThroughLayers() {}

    /**
     * Installs layers.
     *
     * @param layers the lowest first
     */
    static TestCatalog of(RecordingFactory... layers) {
        TestCatalog catalog = new TestCatalog().install(layers);
        Path file = catalog.folder().resolve("recorded");
        System.setProperty(Recorded.FILE, file.toString());
        try {
            Sockets.startup();
            long s = Sockets.check(Winsock.socket(Constants.AF_INET, Constants.SOCK_STREAM, 0));
            Sockets.check(Winsock.closesocket(s));
        } finally {
            Sockets.cleanupAll();
            System.clearProperty(Recorded.FILE);
        }
        assertThat(Recorded.read(file))
                .filteredOn(each -> each.entry().equals("WSPSocket"))
                .extracting(Recorded::layer)
                .containsExactlyElementsOf(
                        Arrays.asList(layers).reversed().stream()
                                .map(RecordingFactory::name)
                                .toList());
        return catalog;
    }
}
