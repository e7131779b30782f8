package dev.baton.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of a hand-over with events on both sides, run as its reader does. */
class EventExampleTest {
    @Test
    void handsTheConnectionAndItsEventsOver(@TempDir Path folder) {
        try (Example example = Example.java(folder, "EventHandoff.java")) {
            assertThat(example.succeeds().lines().map(line -> line.replaceFirst(" [0-9]+:", ":")))
                    .contains(
                            "source: FD_READ, line 1",
                            "source: FD_READ, line 2",
                            "source: FD_READ, line 3",
                            "target: FD_READ, line 4",
                            "target: FD_READ, line 5",
                            "target: FD_READ, line 6",
                            "client: LINE 1",
                            "client: LINE 6",
                            "target: the client has closed",
                            "source: its event was not signaled again");
        }
    }
}
