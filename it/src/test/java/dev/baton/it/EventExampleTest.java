package dev.baton.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The example of a hand-over with events on both sides, run as its reader does. */
class EventExampleTest {
    @Test
    @Timeout(60)
    void handsTheConnectionAndItsEventsOver() throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process example =
                new ProcessBuilder(
                                java.toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                GuideShell.classPath(),
                                "examples/EventHandoff.java")
                        .directory(Checkout.find().root().toFile())
                        .redirectErrorStream(true)
                        .start();
        String output;
        try (InputStream out = example.getInputStream()) {
            output = new String(out.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThat(example.waitFor(10, TimeUnit.SECONDS)).as(output).isTrue();
        assertThat(example.exitValue()).as(output).isZero();
        assertThat(output.lines().map(line -> line.replaceFirst(" [0-9]+:", ":")))
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
