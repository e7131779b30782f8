package dev.baton.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The threads of a process that Baton has started, by the kernel's word. */
final class NativeThreads {
    private NativeThreads() {}

    static List<String> of(Worker worker) {
        Path tasks = Path.of("/proc", Integer.toString(worker.pid()), "task");
        try (Stream<Path> threads = Files.list(tasks)) {
            return threads.map(NativeThreads::name)
                    .filter(name -> name.startsWith("baton"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path thread) {
        try {
            return Files.readString(thread.resolve("comm")).strip();
        } catch (IOException e) {
            return "has just ended";
        }
    }
}
