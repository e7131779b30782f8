package dev.baton.it.channels;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.Selector;
import java.util.concurrent.TimeUnit;

/** Whether selectors wait for what happens, or are told again and again of what is gone. */
final class Idle {
    private static final int TRIES = 3;
    private static final int WAIT_MILLIS = 10;

    private Idle() {}

    /** How many of some waits for nothing returned at once. */
    static int earlyReturns(Selector selector) throws IOException {
        selector.selectNow();
        int early = 0;
        for (int i = 0; i < TRIES; i++) {
            long begin = System.nanoTime();
            assertThat(selector.select(WAIT_MILLIS)).isZero();
            if (System.nanoTime() - begin < TimeUnit.MILLISECONDS.toNanos(WAIT_MILLIS) / 2) {
                early++;
            }
        }
        return early;
    }
}
