package dev.baton.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Processes with a {@code /dev/shm} of their own, where nobody else is; root can make one. */
final class OwnMemory {
    private OwnMemory() {}

    /** Ends the test, without failing it, where no process can be given a mount of its own. */
    static void assumePossible() {
        assumeTrue(
                SharedTable.uid() == 0 && succeeds("unshare", "--mount", "true"),
                "needs root and unshare");
    }

    private static boolean succeeds(String... command) {
        try {
            Process process = new ProcessBuilder(command).start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Starts a JVM with an empty one.
     *
     * @param size of it, as {@code mount} takes it
     */
    static List<String> empty(String size) {
        return List.of(
                "unshare",
                "--mount",
                "sh",
                "-c",
                "mount -t tmpfs -o size=" + size + " tmpfs /dev/shm && exec \"$@\"",
                "sh");
    }

    /**
     * Where a process that was started so has its own.
     *
     * @throws AssertionError if it is the one of everybody
     */
    static Path folderOf(Worker worker) {
        worker.awaitServing();
        Path own = Path.of("/proc", Integer.toString(worker.pid()), "ns", "mnt");
        try {
            Path everybodys = Files.readSymbolicLink(Path.of("/proc/self/ns/mnt"));
            assertThat(Files.readSymbolicLink(own)).isNotEqualTo(everybodys);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return SharedTable.folderOf(worker);
    }

    /** Starts a JVM with the one of another process. */
    static List<String> of(Worker worker) {
        return List.of("nsenter", "--mount=/proc/" + worker.pid() + "/ns/mnt", "--");
    }
}
