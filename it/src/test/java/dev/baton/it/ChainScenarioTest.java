package dev.baton.it;

import static dev.baton.winsock.Constants.AF_INET;
import static dev.baton.winsock.Constants.SOCK_STREAM;
import static dev.baton.winsock.Constants.WSAEWOULDBLOCK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Holder;
import dev.baton.testkit.Peer;
import dev.baton.testkit.Sockets;
import dev.baton.testkit.layer.Recorded;
import dev.baton.testkit.layer.RecordingFactory;
import dev.baton.testkit.layer.TestCatalog;
import dev.baton.winsock.struct.ProtocolInfo;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The scenario of the seeds through chains: two processes share a socket, and the structures pass
 * each layer as the rule says.
 */
final class ChainScenarioTest {
    private static final RecordingFactory FIRST = new RecordingFactory.First();
    private static final RecordingFactory SECOND = new RecordingFactory.Second();
    private static final RecordingFactory THIRD = new RecordingFactory.Third();
    private static final RecordingFactory OWN = new RecordingFactory.OwnHandles();
    private static final RecordingFactory MORE = new RecordingFactory.MoreHandles();

    /** From the lowest layer up. */
    static Stream<List<RecordingFactory>> chains() {
        return Stream.of(
                List.of(),
                List.of(FIRST),
                List.of(OWN),
                List.of(FIRST, SECOND),
                List.of(FIRST, OWN),
                List.of(OWN, MORE),
                List.of(FIRST, SECOND, THIRD),
                List.of(FIRST, SECOND, OWN),
                List.of(FIRST, OWN, MORE));
    }

    @ParameterizedTest
    @MethodSource("chains")
    @DisplayName(
            "A243 A247 A248 A249 each layer gets the very structure, once, in source and target")
    void playsTheScenario(List<RecordingFactory> layers) {
        List<String> downward = layers.reversed().stream().map(RecordingFactory::name).toList();
        try (TestCatalog catalog =
                new TestCatalog().install(layers.toArray(RecordingFactory[]::new))) {
            Path inSource = catalog.folder().resolve("source");
            Path inTarget = catalog.folder().resolve("target");
            byte[] info;
            try (Peer source = start(inSource);
                    Peer target = start(inTarget)) {
                info = play(source, target);
            } finally {
                Sockets.cleanupAll();
            }
            ProtocolInfo ticket = ProtocolInfo.ofBytes(info);
            assertThat(ticket.ProtocolChain().ChainLen()).isEqualTo(layers.size() + 1);
            assertThat(ticket.dwProviderReserved()).isNotZero();

            List<Recorded> source = Recorded.read(inSource);
            assertOnce(source, "WSPStartup", downward);
            assertOnce(source, "WSPSocket", downward);
            assertOnce(source, "WSPDuplicateSocket", downward);
            assertThat(source).hasSize(3 * layers.size());
            source.stream()
                    .filter(each -> !each.entry().equals("WSPDuplicateSocket"))
                    .forEach(each ->
                            assertThat(each.info()).isEqualTo(ticket.withProviderReserved(0)));

            List<Recorded> target = Recorded.read(inTarget);
            assertOnce(target, "WSPStartup", downward);
            assertOnce(target, "WSPSocket", downward);
            assertThat(target).hasSize(2 * layers.size());
            String opened = HexFormat.of().formatHex(info);
            assertThat(target)
                    .filteredOn(each -> each.entry().equals("WSPSocket"))
                    .allMatch(each -> each.structure().equals(opened));
        }
    }

    private static Peer start(Path record) {
        return Peer.start(List.of(), List.of("-D" + Recorded.FILE + "=" + record));
    }

    /** Steps 1 to 10; returns the structure. */
    private static byte[] play(Peer source, Peer target) {
        Sockets.startup();
        Holder partner = Sockets.listener(AF_INET);
        Holder s = source.socket(AF_INET, SOCK_STREAM);
        s.connect(partner.name()).succeeds();
        Holder client = partner.accept();
        converse(client, s);
        byte[] info = s.duplicateFor(target);
        Holder d = target.open(info);
        converse(client, d);
        s.close();
        client.nonblocking(true);
        client.receive(1).failsWith(WSAEWOULDBLOCK);
        client.nonblocking(false);
        converse(client, d);
        d.close();
        client.receivesEnd();
        return info;
    }

    private static void converse(Holder client, Holder server) {
        client.send("question").succeeds();
        assertThat(server.text(8)).isEqualTo("question");
        server.send("answer").succeeds();
        assertThat(client.text(6)).isEqualTo("answer");
    }

    /** One call of each layer, all with one segment of the same content. */
    private static void assertOnce(List<Recorded> calls, String entry, List<String> downward) {
        List<Recorded> these = calls.stream().filter(each -> each.entry().equals(entry)).toList();
        assertThat(these).extracting(Recorded::layer).isEqualTo(downward);
        assertThat(these.stream().map(Recorded::segment).distinct().count()).isLessThan(2);
        assertThat(these.stream().map(Recorded::structure).distinct().count()).isLessThan(2);
    }
}
