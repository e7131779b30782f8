package dev.baton.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.DescriptorSnapshot;
import dev.baton.testkit.Here;
import dev.baton.testkit.Holder;
import dev.baton.testkit.NoLeaks;
import dev.baton.testkit.Peer;
import dev.baton.testkit.Sockets;
import dev.baton.winsock.Constants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** No descriptor of Baton gets into a program that the process starts. */
final class CloseOnExecTest {
    @BeforeEach
    void startup() {
        Sockets.startup();
    }

    @AfterEach
    void cleanup() {
        Sockets.cleanupAll();
    }

    @Test
    @DisplayName("A085 every descriptor of a process that does everything is close-on-exec")
    void marksEveryDescriptor() {
        try (Peer peer = Peer.start()) {
            DescriptorSnapshot before = everything(peer);
            assertThat(before.descriptors().values())
                    .filteredOn(NoLeaks.RELEVANT)
                    .filteredOn(each -> each.number() > 2)
                    .hasSizeGreaterThan(6)
                    .allMatch(DescriptorSnapshot.Descriptor::closeOnExec);
        }
    }

    /** Makes, accepts, opens, duplicates, and waits in vain. */
    private static DescriptorSnapshot everything(Peer peer) {
        Holder listener = Sockets.listener(Constants.AF_INET).shareWith(peer);
        Holder client = peer.socket(Constants.AF_INET, Constants.SOCK_STREAM);
        client.connect(listener.name()).succeeds();
        Holder accepted = listener.accept();
        client.send("x").succeeds();
        assertThat(accepted.text(1)).isEqualTo("x");
        peer.socket(Constants.AF_INET6, Constants.SOCK_DGRAM);
        peer.socket(Constants.AF_UNIX, Constants.SOCK_STREAM);
        accepted.duplicateFor(peer);
        accepted.shareWith(Here.HERE);
        assertThat(accepted.isNonblocking()).isFalse();
        return DescriptorSnapshot.of(peer.pid());
    }
}
