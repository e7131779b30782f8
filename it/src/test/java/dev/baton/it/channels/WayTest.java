package dev.baton.it.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.channels.Capabilities;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@InBothWays
@DisplayName("The way in which channels are opened")
final class WayTest {
    @Test
    @DisplayName("is the one that this run of the tests is for, and says why")
    void isTheOneWanted() {
        String wanted = System.getProperty("baton.way", "CARRIER");
        assertThat(Capabilities.current().way()).hasToString(wanted);
        assertThat(Capabilities.current().reason())
                .contains(wanted.equals("DIRECT") ? "is open" : "--add-opens java.base/sun.nio.ch");
    }
}
