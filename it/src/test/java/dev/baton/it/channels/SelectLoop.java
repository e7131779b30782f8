package dev.baton.it.channels;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.Selector;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** A thread that waits at a selector all the time, and counts how often it was woken. */
final class SelectLoop {
    private final Selector selector;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicLong returns = new AtomicLong();
    private final Blocked thread;

    private SelectLoop(Selector selector) {
        this.selector = selector;
        this.thread = Blocked.onPlatformThread(this::run);
    }

    /** Begins, and waits until the thread waits. */
    static SelectLoop at(Selector selector) {
        return new SelectLoop(selector);
    }

    private Object run() throws IOException {
        while (!ended.get()) {
            selector.select();
            returns.incrementAndGet();
        }
        throw new InterruptedIOException("ended");
    }

    /** Demands that it was not woken more than once, and ends it. */
    void hasWaited() {
        assertThat(returns.get()).as("returns of select").isLessThanOrEqualTo(1);
        ended.set(true);
        selector.wakeup();
        assertThat(thread.thrown()).hasMessage("ended");
    }
}
