package dev.baton.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The real thing with real processes; few connections, so that it is quick. */
final class DemoTest {
    private static final int CONNECTIONS = 40;

    @Test
    void movesLiveConnectionsAndLosesNothing() throws DemoFailure {
        DemoResult result = new Demo(CONNECTIONS, Narrator.SILENT).play();

        assertThat(result.losses()).isZero();
        assertThat(result.one().steps())
                .extracting(Step::number)
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        assertThat(result.info().dwProviderReserved()).isNotZero();
        assertThat(result.crowd().move().sockets()).isEqualTo(CONNECTIONS);
        for (Scene scene : List.of(result.one(), result.crowd())) {
            Report report = scene.report();
            assertThat(report.bytesReceived()).isEqualTo(report.bytesSent()).isPositive();
            assertThat(report.answeredBy(scene.sourcePid())).isPositive();
            assertThat(report.answeredBy(scene.targetPid())).isPositive();
            assertThat(report.answeredBy()).hasSize(2);
            assertThat(ProcessHandle.of(scene.sourcePid())).isEmpty();
            assertThat(ProcessHandle.of(scene.targetPid())).isEmpty();
        }
        assertThat(ProcessHandle.of(result.clientPid())).isEmpty();
    }
}
