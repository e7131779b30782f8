package dev.baton.it;

import static dev.baton.winsock.Constants.AF_INET;
import static dev.baton.winsock.Constants.SOCK_STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.layers.fault.FaultFactory;
import dev.baton.layers.meter.MeterFactory;
import dev.baton.layers.trace.TraceFactory;
import dev.baton.testkit.Here;
import dev.baton.testkit.Holder;
import dev.baton.testkit.NoLeaks;
import dev.baton.testkit.Outcome;
import dev.baton.testkit.Peer;
import dev.baton.testkit.Sockets;
import dev.baton.testkit.layer.LayerOptions;
import dev.baton.testkit.layer.TestCatalog;
import dev.baton.winsock.Constants;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The layers that show and disturb, between real processes. */
@ExtendWith(NoLeaks.class)
final class ShippedLayersTest {
    @TempDir Path folder;

    private Peer traced(String file, String form) {
        return Peer.start(
                List.of(),
                List.of(
                        "-Ddev.baton.layers.trace.to=" + folder.resolve(file),
                        "-Ddev.baton.layers.trace.form=" + form));
    }

    private static TracedLine only(List<TracedLine> lines, String call) {
        List<TracedLine> these = lines.stream().filter(each -> each.call().equals(call)).toList();
        assertThat(these).as(call).hasSize(1);
        return these.getFirst();
    }

    @ParameterizedTest
    @ValueSource(strings = {"human", "json"})
    @DisplayName("A247 A248 trace: a hand-over is in the traces of both processes, with one handle")
    void tracesAHandover(String form) {
        int targetPid;
        try (LayerOptions _ = LayerOptions.of("trace", "to", folder.resolve("here").toString());
                TestCatalog _ = new TestCatalog().install(new TraceFactory());
                Peer source = traced("source", form);
                Peer target = traced("target", form)) {
            targetPid = (int) target.pid();
            Sockets.startup();
            Holder partner = Sockets.listener(AF_INET);
            Holder s = source.socket(AF_INET, SOCK_STREAM);
            s.connect(partner.name()).succeeds();
            Holder client = partner.accept();
            s.send("\"question\"").succeeds();
            byte[] info = s.duplicateFor(target);
            s.close();
            Holder d = target.open(info);
            client.send("answer").succeeds();
            assertThat(d.text(6)).isEqualTo("answer");
            d.close();
        } finally {
            Sockets.cleanupAll();
        }
        List<TracedLine> source = TracedLine.read(folder.resolve("source"), form);
        assertThat(source)
                .extracting(TracedLine::call)
                .containsExactly(
                        "WSPSocket",
                        "WSPConnect",
                        "WSPSend",
                        "WSPDuplicateSocket",
                        "WSPCloseSocket");
        String s = only(source, "WSPSocket").result();
        assertThat(s).startsWith("0x");
        assertThat(source.subList(1, 5)).allMatch(each -> each.argument("s").equals(s));
        assertThat(source.subList(1, 5)).allMatch(each -> each.result().equals("0"));
        assertThat(only(source, "WSPConnect").argument("name")).startsWith("127.0.0.1:");
        assertThat(only(source, "WSPSend").argument("lpBuffers"))
                .isEqualTo("[10 bytes \"\\x22question\\x22\"]");
        TracedLine duplicate = only(source, "WSPDuplicateSocket");
        assertThat(duplicate.argument("dwProcessId")).isEqualTo(Integer.toString(targetPid));

        List<TracedLine> target = TracedLine.read(folder.resolve("target"), form);
        TracedLine opened = only(target, "WSPSocket");
        assertThat(opened.argument("lpProtocolInfo"))
                .isEqualTo(duplicate.argument("lpProtocolInfo"))
                .matches("\\{entry \\d+, handle -?[1-9]\\d*}");
        TracedLine received = only(target, "WSPRecv");
        assertThat(received.argument("s")).isEqualTo(opened.result());
        assertThat(received.argument("lpBuffers")).isEqualTo("[6 bytes \"answer\"]");
        assertThat(only(target, "WSPCloseSocket").result()).isEqualTo("0");
    }

    @Test
    @DisplayName("A247 A248 meter: counts a conversation and hand-overs out and in")
    void countsAConversation() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        Metrics.addRegistry(registry);
        try (TestCatalog _ = new TestCatalog().install(new MeterFactory());
                Peer peer = Peer.start(List.of(), List.of("--add-modules=micrometer.core"))) {
            Sockets.startup();
            Sockets.Pair pair = Sockets.tcp();
            pair.client().send("question").succeeds();
            assertThat(pair.server().text(8)).isEqualTo("question");
            pair.server().send("answer").succeeds();
            assertThat(pair.client().text(6)).isEqualTo("answer");
            pair.client().nonblocking(true);
            pair.client().receive(1).failsWith(Constants.WSAEWOULDBLOCK);
            Holder there = pair.server().shareWith(peer);
            Holder back = there.shareWith(Here.HERE);
            back.close();

            assertThat(count(registry, "connections.made")).isOne();
            assertThat(count(registry, "connections.accepted")).isOne();
            assertThat(count(registry, "bytes.sent")).isEqualTo(14);
            assertThat(count(registry, "bytes.received")).isEqualTo(14);
            assertThat(count(registry, "handovers.out")).isOne();
            assertThat(count(registry, "handovers.in")).isOne();
            assertThat(count(registry, "errors", "entry", "WSPRecv", "error", "WSAEWOULDBLOCK"))
                    .isOne();
            assertThat(count(registry, "calls", "entry", "WSPSend")).isEqualTo(2);
            // The two ends; the listener and what came back are closed.
            assertThat(
                            registry.get("baton.winsock.sockets.open")
                                    .tag("protocol", "tcp4")
                                    .gauge()
                                    .value())
                    .isEqualTo(2);
            assertThat(
                            registry.get("baton.winsock.latency")
                                    .tags("protocol", "tcp4", "operation", "duplicate")
                                    .timer()
                                    .count())
                    .isOne();
            Sockets.cleanupAll();
            assertThat(registry.getMeters()).isEmpty();
        } finally {
            Sockets.cleanupAll();
            Metrics.removeRegistry(registry);
        }
    }

    private static double count(SimpleMeterRegistry registry, String name, String... tags) {
        return registry.get("baton.winsock." + name)
                .tag("protocol", "tcp4")
                .tags(tags)
                .counter()
                .count();
    }

    /** What becomes of a hundred sends of a process whose faults follow from a seed. */
    private static List<Long> results(Holder partner, int seed) {
        try (Peer peer =
                Peer.start(
                        List.of(),
                        List.of(
                                "-Ddev.baton.layers.fault.seed=" + seed,
                                "-Ddev.baton.layers.fault.short=0.3",
                                "-Ddev.baton.layers.fault.error=WSPSend:0.3:WSAENOBUFS"))) {
            Holder s = peer.socket(AF_INET, SOCK_STREAM);
            s.connect(partner.name()).succeeds();
            List<Long> results = new ArrayList<>();
            long sent = 0;
            for (int i = 0; i < 100; i++) {
                Outcome outcome = s.send("0123456789");
                if (outcome.failed()) {
                    outcome.failsWith(Constants.WSAENOBUFS);
                }
                sent += Math.max(0, outcome.result());
                results.add(outcome.result());
            }
            Holder client = partner.accept();
            s.close();
            assertThat(Sockets.drain(client)).isEqualTo(sent);
            return results;
        }
    }

    @Test
    @DisplayName("fault: in every process the same befalls a socket if the seed is the same")
    void repeatsFaultsInAnotherProcess() {
        try (TestCatalog _ = new TestCatalog().install(new FaultFactory())) {
            Sockets.startup();
            Holder partner = Sockets.listener(AF_INET);
            List<Long> first = results(partner, 4711);
            assertThat(first).contains(-1L, 10L).anyMatch(each -> each > 0 && each < 10);
            assertThat(results(partner, 4711)).isEqualTo(first);
            assertThat(results(partner, 4712)).isNotEqualTo(first);
        } finally {
            Sockets.cleanupAll();
        }
    }
}
