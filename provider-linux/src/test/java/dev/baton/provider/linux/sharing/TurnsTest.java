package dev.baton.provider.linux.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TurnsTest {
    private static final int LAST_ROW = 255;

    private static long joined(int... processes) {
        long word = 0;
        for (int process : processes) {
            word = Turns.join(word, process);
            assertThat(word).isNotEqualTo(Turns.NO_ROOM);
        }
        return word;
    }

    private static List<Integer> order(long word) {
        List<Integer> all = new ArrayList<>();
        for (long left = word; Turns.first(left) != Turns.NOBODY; left = Turns.pass(left)) {
            all.add(Turns.first(left));
        }
        return all;
    }

    @Test
    void keepsTheOrder() {
        assertThat(order(joined(0, 7, 0, LAST_ROW))).containsExactly(0, 7, 0, LAST_ROW);
        assertThat(Turns.first(0)).isEqualTo(Turns.NOBODY);
    }

    @Test
    void givesNoSecondTurnInARow() {
        assertThat(order(joined(3, 3, 4, 4, 3))).containsExactly(3, 4, 3);
    }

    @Test
    void countsTheTurnsOfAProcess() {
        long word = joined(1, 2, 1, 2, 1);
        assertThat(Turns.count(word, 1)).isEqualTo(3);
        assertThat(Turns.count(word, 2)).isEqualTo(2);
        assertThat(Turns.count(word, 0)).isZero();
    }

    @Test
    void removesAProcessWholly() {
        assertThat(order(Turns.without(joined(1, 2, 1, 3, 1), 1))).containsExactly(2, 3);
        assertThat(order(Turns.without(joined(1, 2, 1, 3), 2))).containsExactly(1, 1, 3);
        assertThat(Turns.without(joined(1), 1)).isZero();
        assertThat(order(Turns.without(joined(1), 2))).containsExactly(1);
    }

    @Test
    void putsAProcessInItsLastTurnWhereThereIsNoRoom() {
        long full = joined(1, 2, 1, 2, 1, 2);
        assertThat(Turns.join(full, 1)).isEqualTo(full);
        assertThat(Turns.join(full, 2)).isEqualTo(full);
    }

    @Test
    void takesALaterTurnOfAnotherForAProcessThatHasNone() {
        assertThat(order(joined(1, 2, 1, 2, 1, 2, 9))).containsExactly(1, 2, 1, 2, 1, 9);
        assertThat(order(joined(1, 2, 3, 1, 4, 5, 9))).containsExactly(1, 2, 3, 4, 5, 9);
    }

    @Test
    void hasRoomForSixProcesses() {
        long full = joined(1, 2, 3, 4, 5, LAST_ROW);
        assertThat(Turns.join(full, 0)).isEqualTo(Turns.NO_ROOM);
        assertThat(order(Turns.join(Turns.pass(full), 0))).containsExactly(2, 3, 4, 5, LAST_ROW, 0);
    }
}
