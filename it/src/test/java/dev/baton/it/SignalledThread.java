package dev.baton.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A thread of this process that gets signals which do nothing but interrupt.
 *
 * @param tid its number for the kernel
 */
record SignalledThread(int tid) {
    /** SIGRTMAX − 2, for which the JDK has an empty handler since it has opened a channel. */
    private static final int SIGNAL = 62;

    /** The builtin reaches the thread: of a process, the kernel prefers the task it was given. */
    private static final String MANY = "for i in 1 2 3 4 5 6 7 8; do kill -$0 $1 || exit; done";

    private static final Path TASKS = Path.of("/proc/self/task");

    /** The one thread of that name, of at most 15 characters. */
    static SignalledThread named(String name) {
        try (Stream<Path> tasks = Files.list(TASKS)) {
            List<Path> found =
                    tasks.filter(task -> read(task.resolve("comm")).equals(List.of(name))).toList();
            assertThat(found).hasSize(1);
            return new SignalledThread(Integer.parseInt(found.getFirst().getFileName().toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends some signals. */
    void signal() {
        try {
            String signal = Integer.toString(SIGNAL);
            String thread = Integer.toString(tid);
            var kill = new ProcessBuilder("sh", "-c", MANY, signal, thread);
            assertThat(kill.start().waitFor()).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    /** How often the thread has gone to sleep so far; each signal that wakes it adds one. */
    long sleeps() {
        String label = "voluntary_ctxt_switches:";
        return read(TASKS.resolve(Integer.toString(tid)).resolve("status")).stream()
                .filter(line -> line.startsWith(label))
                .mapToLong(line -> Long.parseLong(line.substring(label.length()).strip()))
                .sum();
    }

    private static List<String> read(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of(); // The thread has just ended.
        }
    }
}
