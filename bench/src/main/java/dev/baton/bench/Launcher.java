package dev.baton.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs one case: pinned, with a deadline, nothing of it left afterwards. */
final class Launcher {
    private static final int ERROR_TEXT = 400;

    private final Placement place;
    private final boolean canPin;
    private final Path scratch;
    private final Duration deadline;
    private volatile @Nullable Process running;

    Launcher(Placement place, boolean canPin, Path scratch, Duration deadline) {
        this.place = place;
        this.canPin = canPin;
        this.scratch = scratch;
        this.deadline = deadline;
    }

    /**
     * Runs the case once.
     *
     * @throws IOException if it fails, prints no result or exceeds the deadline; the message holds
     *     the end of what it wrote
     */
    Result run(Case one) throws IOException, InterruptedException {
        if (one.partner().isEmpty()) {
            return run(one, one.command());
        }
        List<Integer> cpus = place.cpus();
        List<String> command = canPin ? Jvm.pinned(cpus.get(1), one.partner()) : one.partner();
        try (Child partner = Child.start(command)) {
            String port = Integer.toString(port(partner));
            return run(one, one.command().stream().map(a -> a.replace(Case.PORT, port)).toList());
        }
    }

    /** The port that a partner prints. */
    static int port(Child partner) throws IOException {
        int port = 0;
        for (int c = partner.receive(); c != '\n'; c = partner.receive()) {
            if (c < '0' || c > '9') {
                throw new IOException("the partner printed no port");
            }
            port = port * 10 + c - '0';
        }
        return port;
    }

    private Result run(Case one, List<String> command) throws IOException, InterruptedException {
        List<Integer> cpus = place.cpus();
        boolean pin = canPin && one.pinned();
        ProcessBuilder builder =
                new ProcessBuilder(pin ? Jvm.pinned(cpus.getFirst(), command) : command);
        Path out = scratch.resolve("out.txt");
        Path err = scratch.resolve("err.txt");
        builder.redirectInput(Path.of("/dev/null").toFile());
        builder.redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().remove(Child.TARGET_CPU);
        if (pin) {
            builder.environment().put(Child.TARGET_CPU, Integer.toString(cpus.get(1)));
        }
        boolean inTime = await(builder.start());
        String output = Files.readString(out, StandardCharsets.UTF_8);
        return Result.in(output)
                .orElseThrow(
                        () -> new IOException((inTime ? "" : "too slow; ") + tail(output, err)));
    }

    private boolean await(Process process) throws InterruptedException {
        running = process;
        try {
            return process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            stop();
            process.waitFor();
        }
    }

    /** Kills the case that runs, if one does, and the processes it has started. */
    void stop() {
        Process process = running;
        if (process != null && process.isAlive()) {
            // Taken before the parent dies, for then they would be nobody's descendants.
            List<ProcessHandle> children = process.descendants().toList();
            process.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private static String tail(String output, Path err) {
        String text = output.strip();
        try {
            text = (text + " " + Files.readString(err, StandardCharsets.UTF_8)).strip();
        } catch (IOException e) {
            text = text + " (" + e + ")";
        }
        String line = text.replaceAll("\\s+", " ");
        return line.isEmpty()
                ? "it printed no result"
                : line.substring(Math.max(0, line.length() - ERROR_TEXT));
    }
}
