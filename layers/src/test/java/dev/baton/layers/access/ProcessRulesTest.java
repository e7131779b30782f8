package dev.baton.layers.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.layers.LayerProperty;
import dev.baton.testkit.Eventually;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessRulesTest {
    private static final int SELF = (int) ProcessHandle.current().pid();
    private static final int INIT = 1;

    private static ProcessRules rules(String text) {
        return new ProcessRules(new LayerProperty("the.property"), text);
    }

    @Test
    void knowsAllAndNone() {
        assertThat(rules("all").allows(INIT)).isTrue();
        assertThat(rules("none").allows(INIT)).isFalse();
        assertThat(rules("none").allows(SELF)).isTrue();
    }

    @Test
    void knowsProcessIds() {
        ProcessRules rules = rules("7, 4294967295 ,9");
        assertThat(rules.allows(7)).isTrue();
        assertThat(rules.allows(9)).isTrue();
        assertThat(rules.allows(-1)).isTrue();
        assertThat(rules.allows(8)).isFalse();
    }

    @Test
    void knowsChildrenAndTheirs() throws IOException {
        // A shell that waits for its input, and one in it.
        Process child = new ProcessBuilder("sh", "-c", "sh -c 'read a; exit' ; exit").start();
        try {
            assertThat(rules("children").allows((int) child.pid())).isTrue();
            assertThat(rules("siblings,9").allows((int) child.pid())).isFalse();
            assertThat(rules("children").allows(INIT)).isFalse();
            ProcessHandle grandchild = grandchild(child);
            assertThat(rules("children").allows((int) grandchild.pid())).isTrue();
        } finally {
            child.descendants().forEach(ProcessHandle::destroyForcibly);
            child.destroyForcibly();
        }
    }

    private static ProcessHandle grandchild(Process child) {
        ProcessHandle[] found = new ProcessHandle[1];
        Eventually.await(
                Duration.ofSeconds(30),
                () -> {
                    child.children().findFirst().ifPresent(it -> found[0] = it);
                    return found[0] != null;
                });
        return found[0];
    }

    @Test
    void knowsSiblings() throws IOException {
        Process one = new ProcessBuilder("cat").start();
        Process other = new ProcessBuilder("cat").start();
        try {
            ProcessRules rules = rules("siblings");
            assertThat(rules.allows(other.pid(), one.toHandle())).isTrue();
            assertThat(rules.allows(SELF, one.toHandle())).isFalse();
            assertThat(rules.allows((int) one.pid())).isFalse();
        } finally {
            one.destroyForcibly();
            other.destroyForcibly();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7,,8", "-1", "everybody", "none,7", "12345678901", "7 8"})
    void refusesBadRules(String text) {
        assertThatThrownBy(() -> rules(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the.property");
    }
}
