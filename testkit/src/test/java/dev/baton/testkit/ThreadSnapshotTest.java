package dev.baton.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class ThreadSnapshotTest {
    @Test
    void namesAThreadThatWasLeftRunning() throws InterruptedException {
        ThreadSnapshot before = ThreadSnapshot.take();
        var end = new CountDownLatch(1);
        Thread left =
                Thread.ofPlatform()
                        .name("baton-left")
                        .start(() -> {
                            try {
                                end.await();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
        assertThatThrownBy(() -> before.awaitEqual(Duration.ofMillis(20)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("left running")
                .hasMessageContaining("baton-left");
        end.countDown();
        left.join();
        before.awaitEqual(Duration.ofSeconds(10));
    }
}
