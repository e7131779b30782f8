package dev.baton.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

final class ChildJvmTest {
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofSeconds(20);

    private static String ask(ChildJvm child, String text) {
        byte[] answer = child.call(text.getBytes(StandardCharsets.UTF_8));
        return new String(answer, StandardCharsets.UTF_8);
    }

    @Test
    void answersOneRequestAfterTheOther() {
        try (ChildJvm child = ChildJvm.start(EchoProgram.class, "one", "two")) {
            assertThat(ask(child, "first")).isEqualTo("first");
            assertThat(ask(child, "arguments")).isEqualTo("one,two");
            String large = "x".repeat(1 << 20);
            assertThat(ask(child, large)).isEqualTo(large);
            assertThat(ProcessHandle.of(child.pid())).isPresent();
        }
    }

    @Test
    void passesOnWhatTheChildThrowsAndLetsItLive() {
        try (ChildJvm child = ChildJvm.start(EchoProgram.class)) {
            assertThatThrownBy(() -> ask(child, "throw"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("as told");
            assertThat(ask(child, "alive")).isEqualTo("alive");
        }
    }

    @Test
    void keepsPrintedTextOutOfTheAnswers() {
        try (ChildJvm child = ChildJvm.start(EchoProgram.class)) {
            assertThat(ask(child, "print")).isEqualTo("print");
            Eventually.await(LONG, () -> child.stderr().contains("printed"), child::stderr);
        }
    }

    @Test
    void leavesNoProcess() {
        ChildJvm child = ChildJvm.start(EchoProgram.class);
        ask(child, "alive");
        child.close();
        assertThat(child.isAlive()).isFalse();
        assertThatThrownBy(() -> ask(child, "dead"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("exit code 137");
    }

    @Test
    void tellsWhyAChildDidNotStart() {
        List<String> options = List.of("-XX:NoSuchOption=1");
        try (ChildJvm child =
                ChildJvm.start(EchoProgram.class, List.of(), options, Map.of(), List.of())) {
            assertThat(child.awaitExit(LONG)).isNotZero();
            assertThatThrownBy(() -> child.receive(LONG))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("NoSuchOption");
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void stopsAndResumes() {
        try (ChildJvm child = ChildJvm.start(EchoProgram.class)) {
            ask(child, "running");
            child.stop();
            child.send("question".getBytes(StandardCharsets.UTF_8));
            assertThatThrownBy(() -> child.receive(SHORT))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("no answer in 50 ms");
            child.resume();
            assertThat(child.receive(LONG)).asString().isEqualTo("question");
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void endsAStoppedProcess() {
        ChildJvm child = ChildJvm.start(EchoProgram.class);
        ask(child, "running");
        child.stop();
        child.close();
        assertThat(child.isAlive()).isFalse();
    }
}
