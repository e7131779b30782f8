package dev.baton.winsock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.winsock.MessageWindow.Message;
import dev.baton.winsock.internal.event.MessageQueue;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WindowProcedureTest {
    private final BlockingQueue<Message> seen = new LinkedBlockingQueue<>();

    private static void post(MessageWindow window, int number) {
        assertThat(MessageQueue.post(window.handle(), new Message(number, 0, 0))).isTrue();
    }

    private int next() throws InterruptedException {
        Message message = seen.poll(30, TimeUnit.SECONDS);
        return message == null ? -1 : message.message();
    }

    @Test
    void runsOneMessageAfterTheOther() throws InterruptedException {
        AtomicInteger running = new AtomicInteger();
        try (ExecutorService executor = Executors.newFixedThreadPool(4);
                MessageWindow window =
                        MessageWindow.open(
                                executor,
                                message -> {
                                    int together = running.incrementAndGet();
                                    running.decrementAndGet();
                                    seen.add(new Message(message.message(), together, 0));
                                })) {
            for (int i = 0; i < 1000; i++) {
                post(window, i);
            }
            for (int i = 0; i < 1000; i++) {
                Message message = seen.poll(30, TimeUnit.SECONDS);
                assertThat(message).isEqualTo(new Message(i, 1, 0));
            }
        }
    }

    @Test
    void doesNotRunOnTheThreadThatPosts() throws InterruptedException {
        Thread poster = Thread.currentThread();
        try (MessageWindow window =
                MessageWindow.open(
                        Runnable::run,
                        message -> {
                            if (!Thread.currentThread().equals(poster)) {
                                seen.add(message);
                            }
                        })) {
            post(window, 7);
            assertThat(next()).isEqualTo(7);
        }
    }

    @Test
    void goesOnAfterAProcedureThatThrows() throws InterruptedException {
        try (ExecutorService executor =
                        Executors.newSingleThreadExecutor(
                                Thread.ofPlatform()
                                        .uncaughtExceptionHandler((thread, thrown) -> {})
                                        .factory());
                MessageWindow window =
                        MessageWindow.open(
                                executor,
                                message -> {
                                    if (message.message() == 1) {
                                        throw new IllegalArgumentException("one");
                                    }
                                    seen.add(message);
                                })) {
            post(window, 1);
            post(window, 2);
            assertThat(next()).isEqualTo(2);
        }
    }

    @Test
    void goesOnAlsoIfTheExecutorRunsTheProcedureOnTheThreadThatHandsItOver()
            throws InterruptedException {
        try (MessageWindow window =
                MessageWindow.open(
                        Runnable::run,
                        message -> {
                            Thread.currentThread().setUncaughtExceptionHandler((t, thrown) -> {});
                            if (message.message() == 1) {
                                throw new RejectedExecutionException("by the procedure itself");
                            }
                            seen.add(message);
                        })) {
            post(window, 1);
            post(window, 2);
            assertThat(next()).isEqualTo(2);
        }
    }

    @Test
    void endsWhenTheProcedureClosesTheWindow() throws InterruptedException {
        MessageWindow[] window = new MessageWindow[1];
        try (MessageWindow closing =
                MessageWindow.open(
                        Runnable::run,
                        message -> {
                            window[0].close();
                            seen.add(message);
                        })) {
            window[0] = closing;
            post(closing, 1);
            assertThat(next()).isEqualTo(1);
            Message more = new Message(2, 0, 0);
            assertThat(MessageQueue.post(closing.handle(), more)).isFalse();
        }
    }

    @Test
    void closesTheWindowIfTheExecutorRejects() {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        executor.shutdown();
        try (MessageWindow window = MessageWindow.open(executor, seen::add)) {
            post(window, 1);
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (MessageQueue.isOpen(window.handle()) && System.nanoTime() - deadline < 0) {
                LockSupport.parkNanos(100_000);
            }
            assertThat(MessageQueue.isOpen(window.handle())).isFalse();
        }
    }

    @Test
    void keepsItsMessagesFromOthers() {
        try (MessageWindow window = MessageWindow.open(Runnable::run, seen::add)) {
            assertThatThrownBy(window::take).hasMessageContaining("has a procedure");
            assertThatThrownBy(() -> window.poll(Duration.ZERO))
                    .hasMessageContaining("has a procedure");
        }
    }
}
