package dev.baton.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {
    @TempDir private Path scratch;

    @Test
    void reportsWhatTheProgramPrinted() throws Exception {
        Result result = launcher().run(shell("echo result ms=12.5"));

        assertThat(result.value("ms")).isEqualTo(12.5);
    }

    @Test
    void givesTheProgramThePortOfItsPartner() throws Exception {
        Case one = shell("echo result port={port}").with(List.of("sh", "-c", "echo 4242; cat"));

        assertThat(launcher().run(one).value("port")).isEqualTo(4242);
    }

    @Test
    void showsWhyAProgramFailed() {
        assertThatThrownBy(() -> launcher().run(shell("echo no such thing >&2; exit 3")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no such thing");
    }

    @Test
    void endsAProgramThatIsTooSlowAndItsChildren() throws Exception {
        Path child = scratch.resolve("child");
        Launcher launcher = new Launcher(Placement.SAME, false, scratch, Duration.ofSeconds(2));

        assertThatThrownBy(() -> launcher.run(shell("sleep 600 & echo $! > " + child + "; wait")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("too slow");

        long pid = Long.parseLong(Files.readString(child).strip());
        Optional<ProcessHandle> sleeper = ProcessHandle.of(pid);
        if (sleeper.isPresent()) {
            sleeper.get().onExit().get(10, TimeUnit.SECONDS);
        }
    }

    private Launcher launcher() {
        return new Launcher(Placement.SAME, false, scratch, Duration.ofMinutes(1));
    }

    private static Case shell(String script) {
        return Case.of("script", List.of("sh", "-c", script));
    }
}
