package dev.baton.testkit.conformance;

import static dev.baton.winsock.Constants.AF_INET;
import static dev.baton.winsock.Constants.FD_READ;
import static dev.baton.winsock.Constants.SOCK_DGRAM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Caller;
import dev.baton.testkit.EventObject;
import dev.baton.testkit.Holder;
import dev.baton.testkit.Sockets;

/**
 * A socket with an event object of its own. Once its event was signaled, those of other sockets
 * that were caused before have been signaled, too: nobody needs to sleep to see that nothing comes.
 */
final class Sentinel {
    private final Holder s;
    private final EventObject event;

    Sentinel(Caller caller) {
        s = caller.socket(AF_INET, SOCK_DGRAM);
        s.bind(Sockets.loopback(AF_INET, 0)).succeeds();
        event = caller.event();
        s.eventSelect(event.handle(), FD_READ).succeeds();
    }

    void pass() {
        s.sendTo("x", s.name()).succeeds();
        assertThat(event.await(Notices.PATIENCE)).as("the sentinel's event").isTrue();
        assertThat(Notice.all(s.enumerate(event.handle()))).isEqualTo(Notice.all(FD_READ));
        s.receiveFrom(1).succeeds();
    }
}
