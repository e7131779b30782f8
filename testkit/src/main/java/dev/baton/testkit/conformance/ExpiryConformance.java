package dev.baton.testkit.conformance;

import static dev.baton.winsock.Constants.WSAEINVAL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Peer;
import dev.baton.testkit.Sockets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Policy 7: duplicates that nobody opens end. */
@ConformanceTests
final class ExpiryConformance {
    @Test
    @DisplayName(
            "A051 an unopened duplicate ends after its time, opening it then: WSAEINVAL (policy 7)")
    void endsUnopenedDuplicates() {
        try (Peer hasty = Peer.start(List.of(), List.of("-Ddev.baton.unclaimed.seconds=1"))) {
            Sockets.Pair pair = Sockets.tcp();
            byte[] info = pair.server().duplicateFor(hasty);
            pair.server().close();
            pair.client().receivesEnd();
            hasty.tryOpen(info).failsWith(WSAEINVAL);

            Sockets.Pair next = Sockets.tcp();
            next.server().shareWith(hasty).send("in time").succeeds();
            assertThat(next.client().text(7)).isEqualTo("in time");
        }
    }

    @Test
    @DisplayName("A051 while the source holds the socket, only the duplicate ends")
    void leavesTheSourceAlone() {
        try (Peer hasty = Peer.start(List.of(), List.of("-Ddev.baton.unclaimed.seconds=1"))) {
            Sockets.Pair expiring = Sockets.tcp();
            Sockets.Pair kept = Sockets.tcp();
            byte[] info = kept.server().duplicateFor(hasty);
            // Delivered later, hence ends no earlier.
            expiring.server().duplicateFor(hasty);
            expiring.server().close();
            expiring.client().receivesEnd();
            hasty.tryOpen(info).failsWith(WSAEINVAL);
            kept.server().send("mine").succeeds();
            assertThat(kept.client().text(4)).isEqualTo("mine");
        }
    }
}
