package dev.baton.provider.linux.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrationTest {
    private static final int ALL = 0x3FF;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, SharedFile.PROCESSES - 1})
    void goesFromBegunToMade(int process) {
        long begun = Registration.begin(0, process);
        assertThat(Registration.owner(begun)).isEqualTo(process);
        assertThat(Registration.busy(begun)).isTrue();
        assertThat(Registration.events(begun)).isZero();
        long made = Registration.complete(begun, ALL, true);
        assertThat(Registration.owner(made)).isEqualTo(process);
        assertThat(Registration.events(made)).isEqualTo(ALL);
        assertThat(Registration.window(made)).isTrue();
        assertThat(Registration.busy(made)).isFalse();
        assertThat(Registration.free(Registration.use(made))).isEqualTo(made);
    }

    @Test
    void isNeverTakenForAnEarlierOne() {
        long first = Registration.complete(Registration.begin(0, 3), 1, false);
        long second = Registration.complete(Registration.begin(first, 3), 1, false);
        assertThat(second).isNotEqualTo(first);
        assertThat(Registration.none(second)).isNotEqualTo(Registration.none(first));
    }

    @Test
    void endsWithNobody() {
        assertThat(Registration.owner(0)).isEqualTo(Registration.NOBODY);
        long made = Registration.complete(Registration.begin(0, 255), ALL, false);
        assertThat(Registration.owner(Registration.none(made))).isEqualTo(Registration.NOBODY);
        assertThat(Registration.events(Registration.none(made))).isZero();
        long silent = Registration.silent(Registration.use(made));
        assertThat(Registration.owner(silent)).isEqualTo(Registration.NOBODY);
        assertThat(Registration.events(silent)).isEqualTo(ALL);
        assertThat(Registration.busy(silent)).isFalse();
    }

    @Test
    void surroundsItsNumber() {
        long last = Registration.complete(Registration.begin(-1L << 21, 7), 5, false);
        assertThat(Registration.owner(last)).isEqualTo(7);
        assertThat(Registration.events(last)).isEqualTo(5);
    }
}
