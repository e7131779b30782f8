package dev.baton.layers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.ChildJvm;
import dev.baton.testkit.Eventually;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutsideTest {
    private static ChildJvm start() {
        // The module path has Micrometer, but nobody asks for it.
        return ChildJvm.start(
                OutsideChild.class,
                List.of(),
                List.of("--add-reads", "dev.baton.layers=dev.baton.testkit"),
                Map.of(),
                List.of());
    }

    private static String ask(ChildJvm child, String layer) {
        byte[] answer = child.call(layer.getBytes(StandardCharsets.UTF_8));
        return new String(answer, StandardCharsets.UTF_8);
    }

    @Test
    void saysThatTheMeterNeedsMicrometer() {
        try (ChildJvm child = start()) {
            assertThat(ask(child, "meter"))
                    .contains("needs Micrometer")
                    .contains("micrometer-core");
        }
    }

    @Test
    void tracesToStandardError() {
        try (ChildJvm child = start()) {
            assertThat(ask(child, "trace")).isEqualTo("started");
            // It is written, but perhaps not read yet.
            Eventually.await(
                    Duration.ofSeconds(10),
                    () -> child.stderr().contains("= 0x1000 in "),
                    child::stderr);
            assertThat(child.stderr()).contains("[main] WSPSocket(");
        }
    }
}
