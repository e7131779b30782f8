package dev.baton.it.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.baton.channels.Capabilities;
import dev.baton.channels.SharedChannels;
import dev.baton.testkit.Background;
import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@InBothWays
@DisplayName("Release, and others who end channels at the same time")
final class ReleaseRaceTest {
    private static final int ROUNDS = 50;
    private static final int MANY = 100;

    @ParameterizedTest
    @EnumSource
    @DisplayName("a thread closes the channel while another releases it")
    void closedMeanwhile(Origin origin) throws Exception {
        assumeLock();
        for (int i = 0; i < ROUNDS; i++) {
            try (HeldConnection held = HeldConnection.of(origin)) {
                var start = new CyclicBarrier(2);
                Background<Boolean> closing =
                        Background.call(() -> {
                            start.await();
                            held.channel().close();
                            return true;
                        });
                start.await();
                held.release();
                closing.await();
                held.line().talksWith(held.other());
            }
        }
    }

    /** Who comes first decides whether the peer sees an end; nobody else's socket is touched. */
    @ParameterizedTest
    @EnumSource
    @DisplayName("a thread closes a registered channel while another releases it")
    void registeredAndClosedMeanwhile(Origin origin) throws Exception {
        assumeLock();
        try (HeldConnection bystander = HeldConnection.of(origin);
                Selector selector = Selector.open()) {
            for (int i = 0; i < ROUNDS; i++) {
                try (HeldConnection held = HeldConnection.of(origin)) {
                    held.register(selector, held.operation());
                    var start = new CyclicBarrier(2);
                    Background<Boolean> closing =
                            Background.call(() -> {
                                start.await();
                                held.channel().close();
                                return true;
                            });
                    start.await();
                    held.release();
                    closing.await();
                    assertThat(held.channel().isOpen()).isFalse();
                    selector.selectNow();
                    bystander.line().talksWith(bystander.other());
                }
            }
            assertThat(Idle.earlyReturns(selector)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("the thread of the selector changes what it wants all the time")
    void interestChangesMeanwhile(Origin origin) throws Exception {
        assumeLock();
        for (int i = 0; i < ROUNDS; i++) {
            try (HeldConnection held = HeldConnection.of(origin);
                    Selector selector = Selector.open()) {
                SelectionKey key = held.register(selector, held.operation());
                var begun = new CountDownLatch(1);
                Background<Boolean> changing =
                        Background.call(() -> {
                            while (key.isValid()) {
                                change(key, held.operation());
                                selector.selectNow();
                                begun.countDown();
                            }
                            return true;
                        });
                begun.await();
                held.release();
                changing.await();
                held.arrives();
                assertThat(Idle.earlyReturns(selector)).as("round %s", i).isZero();
                held.othersTurn();
            }
        }
    }

    private static void change(SelectionKey key, int operation) {
        try {
            key.interestOps(operation - key.interestOps());
        } catch (CancelledKeyException released) {
            // The loop sees it, too.
        }
    }

    private static void assumeLock() {
        assumeTrue(Capabilities.current().way() == Capabilities.Way.DIRECT, "no lock to hold");
    }

    @Test
    @DisplayName("many registered channels in one call")
    void many() throws IOException {
        List<HeldConnection> all = new ArrayList<>();
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < MANY; i++) {
                all.add(HeldConnection.of(i % 2 == 0 ? Origin.OWN : Origin.OPENED));
                if (i % 3 != 0) {
                    all.getLast().register(selector, all.getLast().operation());
                }
            }
            SharedChannels.release(all.stream().map(Held::channel).toList());
            for (HeldConnection each : all) {
                each.arrives();
            }
            assertThat(Idle.earlyReturns(selector)).isZero();
            assertThat(selector.keys()).isEmpty();
            for (HeldConnection each : all) {
                each.othersTurn();
                each.close();
            }
        }
    }
}
