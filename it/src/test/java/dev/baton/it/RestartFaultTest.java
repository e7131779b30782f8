package dev.baton.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.it.Client.Conversation;
import dev.baton.testkit.DescriptorSnapshot;
import dev.baton.testkit.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** WSAStartup and WSACleanup, again and again. */
@ExtendWith(WinsockHere.class)
final class RestartFaultTest {

    @Test
    void leavesNothingBehind() {
        try (Worker worker = Worker.start();
                Worker target = Worker.start()) {
            worker.warmUp();
            worker.startupAgain(3);
            worker.cleanup();
            worker.cleanup();
            DescriptorSnapshot before = worker.descriptors();
            Eventually.await(Worker.LIMIT, () -> NativeThreads.of(worker).isEmpty());

            worker.startupAgain(50);
            // A thread that Java has joined may have an instant to live in the kernel.
            Eventually.await(
                    Worker.LIMIT,
                    () -> NativeThreads.of(worker).size() == 1,
                    () -> NativeThreads.of(worker).toString());
            assertThat(mappings(worker)).isPositive();
            awaitOneMapping(worker);
            try (Conversation conversation = Client.with(worker)) {
                byte[] info = worker.duplicateFor(target, conversation.s());
                worker.cleanup();
                conversation.client().talksWith(target, target.open(info).succeeds().result());
            }
            worker.comesBackTo(before);
            Eventually.await(Worker.LIMIT, () -> NativeThreads.of(worker).isEmpty());
            awaitOneMapping(worker);
        }
    }

    // Shared memory is given back by the garbage collector, when surely no thread looks at it.
    private static void awaitOneMapping(Worker worker) {
        Eventually.await(
                Worker.LIMIT,
                () -> {
                    worker.collectGarbage();
                    return mappings(worker) <= 1;
                },
                () -> mappings(worker) + " mappings");
    }

    private static long mappings(Worker worker) {
        try {
            return Files.readAllLines(Path.of("/proc/" + worker.pid() + "/maps")).stream()
                    .filter(line -> line.contains("/dev/shm/baton"))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
