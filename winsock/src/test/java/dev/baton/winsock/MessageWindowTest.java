package dev.baton.winsock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.winsock.MessageWindow.Message;
import dev.baton.winsock.internal.event.MessageQueue;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MessageWindowTest {
    private static final Duration LONG = Duration.ofSeconds(Long.MAX_VALUE);

    private final MessageWindow window = MessageWindow.open();

    @AfterEach
    void close() {
        window.close();
    }

    private static Message message(int number) {
        return new Message(number, 0x1122_3344_5566_7788L, -number);
    }

    private boolean post(int number) {
        return MessageQueue.post(window.handle(), message(number));
    }

    @Test
    void givesMessagesInOrder() {
        assertThat(post(1)).isTrue();
        assertThat(post(2)).isTrue();
        assertThat(post(3)).isTrue();
        assertThat(window.take()).isEqualTo(message(1));
        assertThat(window.poll(Duration.ZERO)).contains(message(2));
        assertThat(window.poll(LONG)).contains(message(3));
        assertThat(window.poll(Duration.ZERO)).isEmpty();
    }

    @Test
    void keepsWindowsApart() {
        try (MessageWindow other = MessageWindow.open()) {
            assertThat(other.handle()).isNotIn(0L, window.handle());
            post(1);
            assertThat(other.poll(Duration.ZERO)).isEmpty();
        }
        assertThat(window.take()).isEqualTo(message(1));
    }

    @Test
    void waitsForAMessage() {
        InThread<Message> taking = InThread.call(window::take);
        taking.awaitParked();
        post(1);
        assertThat(taking.await()).isEqualTo(message(1));

        InThread<Optional<Message>> polling = InThread.call(() -> window.poll(LONG));
        polling.awaitParked();
        post(2);
        assertThat(polling.await()).contains(message(2));
    }

    @Test
    void givesUpAtItsTime() {
        long start = System.nanoTime();
        assertThat(window.poll(Duration.ofMillis(3))).isEmpty();
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(3_000_000);
        assertThat(window.poll(LONG.negated())).isEmpty();
    }

    @Test
    void goesOnWhenInterrupted() {
        goesOnWhenInterrupted(() -> window.take().equals(message(1)));
        goesOnWhenInterrupted(() -> window.poll(LONG).equals(Optional.of(message(1))));
    }

    private void goesOnWhenInterrupted(BooleanSupplier receive) {
        InThread<Boolean> thread =
                InThread.call(() -> receive.getAsBoolean() && Thread.interrupted());
        thread.awaitParked();
        thread.interrupt();
        post(1);
        assertThat(thread.await()).as("the message, and the mark is kept").isTrue();
    }

    @Test
    void endsWaitingWhenItIsClosed() {
        InThread<String> thread =
                InThread.call(() -> {
                    try {
                        return window.take().toString();
                    } catch (IllegalStateException e) {
                        return String.valueOf(e.getMessage());
                    }
                });
        thread.awaitParked();
        window.close();
        assertThat(thread.await()).contains(Long.toHexString(window.handle())).contains("closed");
    }

    @Test
    void givesNothingOnceItIsClosed() {
        post(1);
        window.close();
        window.close();
        assertThat(post(2)).isFalse();
        assertThatThrownBy(window::take).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> window.poll(Duration.ZERO))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void takesTenThousandMessages() {
        for (int i = 0; i < 10_000; i++) {
            assertThat(post(i)).isTrue();
        }
        assertThat(post(10_000)).isFalse();
        assertThat(window.take()).isEqualTo(message(0));
        assertThat(post(10_001)).isTrue();
    }
}
