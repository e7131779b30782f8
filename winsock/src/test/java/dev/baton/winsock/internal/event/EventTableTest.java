package dev.baton.winsock.internal.event;

import static dev.baton.winsock.Constants.WSA_INVALID_EVENT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EventTableTest {
    private final EventTable table = new EventTable(3);

    @Test
    void givesEachEventAHandleOfItsOwn() {
        Set<Long> seen = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            long handle = table.create();
            assertThat(handle % 4).isZero();
            assertThat(handle).as("far above the SOCKET values").isGreaterThan(1 << 29);
            assertThat(seen.add(handle)).as("new").isTrue();
            assertThat(table.close(handle)).isTrue();
        }
    }

    @Test
    void takesNoMoreThanItsLimit() {
        long first = table.create();
        table.create();
        table.create();
        assertThat(table.create()).isEqualTo(WSA_INVALID_EVENT);
        table.close(first);
        assertThat(table.create()).isNotEqualTo(WSA_INVALID_EVENT);
    }

    @Test
    void knowsNoClosedEvent() {
        long handle = table.create();
        Event event = table.find(handle);
        assertThat(event).isNotNull();
        assertThat(table.close(handle)).isTrue();
        assertThat(table.find(handle)).isNull();
        assertThat(table.set(handle)).isFalse();
        assertThat(table.reset(handle)).isFalse();
        assertThat(table.close(handle)).isFalse();
    }
}
