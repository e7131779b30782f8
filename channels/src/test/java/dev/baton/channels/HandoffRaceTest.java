package dev.baton.channels;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One side ends while the other accepts. */
@DisplayName("A channel is with one side, whatever ends while it is accepted")
@Timeout(60)
class HandoffRaceTest {
    private static final int ROUNDS = Integer.getInteger("baton.handoff.rounds", 60);
    private static final int ITEMS = 12;

    @TempDir private Path folder;

    enum Ending {
        /** The sender waits for no answer. */
        SENDER,
        POINT
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("never with both, never with none")
    void oneSide(Ending ending) throws Exception {
        HandoffPlace place = HandoffPlace.at(folder.resolve("point"));
        int accepted = 0;
        int back = 0;
        for (int round = 0; round < ROUNDS; round++) {
            try (HandoffPoint point = HandoffPoint.open(place);
                    Handoff handoff = Handoff.to(place)) {
                List<Pair> pairs = new ArrayList<>();
                List<CompletableFuture<Void>> sent = new ArrayList<>();
                for (int i = 0; i < ITEMS; i++) {
                    Pair pair = Pair.tcp();
                    pairs.add(pair);
                    byte[] number = {(byte) i};
                    sent.add(
                            handoff.sendAsync(HandoffItem.of(pair.served()).withContext(number))
                                    .toCompletableFuture());
                }
                ReceivedItem first = point.take();
                FutureTask<SocketChannel[]> receiver =
                        new FutureTask<>(() -> acceptAll(first, point));
                Thread.ofPlatform().start(receiver);
                pause(round);
                if (ending == Ending.SENDER) {
                    handoff.close(Duration.ZERO);
                } else {
                    end(point);
                }
                for (CompletableFuture<Void> each : sent) {
                    each.handle((none, failure) -> failure == null).get();
                }
                if (ending == Ending.SENDER) {
                    end(point);
                }
                SocketChannel[] taken = receiver.get();
                for (int i = 0; i < ITEMS; i++) {
                    boolean gone = !sent.get(i).isCompletedExceptionally();
                    assertThat(taken[i] != null).as("item %d, round %d", i, round).isEqualTo(gone);
                    assertThat(pairs.get(i).served().isOpen()).isEqualTo(!gone);
                    pairs.get(i).talksWith(gone ? taken[i] : pairs.get(i).served());
                    accepted += gone ? 1 : 0;
                    back += gone ? 0 : 1;
                    if (gone) {
                        taken[i].close();
                    }
                    pairs.get(i).close();
                }
            }
        }
        assertThat(accepted).as("accepted, the rest of %d came back", accepted + back).isPositive();
        assertThat(back).as("came back, %d were accepted", accepted).isPositive();
    }

    private static void end(HandoffPoint point) {
        point.close();
    }

    // Takes longer from round to round, so that the end meets every step of an accept.
    private static void pause(int round) {
        long until = System.nanoTime() + round * 10_000L;
        while (System.nanoTime() < until) {
            Thread.onSpinWait();
        }
    }

    private static SocketChannel[] acceptAll(ReceivedItem first, HandoffPoint point)
            throws InterruptedException {
        SocketChannel[] taken = new SocketChannel[ITEMS];
        ReceivedItem item = first;
        try {
            while (true) {
                accept(item, taken);
                item = point.take();
            }
        } catch (IOException closed) {
            return taken;
        }
    }

    private static void accept(ReceivedItem item, SocketChannel[] taken) throws IOException {
        try {
            taken[item.context().get(0)] = item.acceptSocketChannel();
        } catch (HandoffException back) {
            assertThat(back.reason())
                    .isIn(HandoffException.Reason.TAKEN_BACK, HandoffException.Reason.CLOSED);
        }
    }
}
