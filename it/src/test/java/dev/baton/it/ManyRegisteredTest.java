package dev.baton.it;

import static dev.baton.testkit.Here.HERE;
import static dev.baton.winsock.Constants.AF_INET;
import static dev.baton.winsock.Constants.FD_READ;
import static dev.baton.winsock.Constants.SOCK_DGRAM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.EventObject;
import dev.baton.testkit.Holder;
import dev.baton.testkit.Sockets;
import dev.baton.winsock.Winsock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What many sockets registered for network events cost: one thread, which sleeps. */
@ExtendWith(WinsockHere.class)
class ManyRegisteredTest {
    private static final int COUNT = 2000;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static List<Thread> pumps() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> "baton-events".equals(thread.getName()))
                .toList();
    }

    @Test
    void needOneThreadWhichEndsWithWinsock() {
        assertThat(pumps()).as("before the first registration").isEmpty();
        int threads = Thread.activeCount();
        EventObject event = HERE.event();
        List<Holder> sockets = new ArrayList<>(COUNT);
        for (int i = 0; i < COUNT; i++) {
            Holder s = Sockets.bound(AF_INET, SOCK_DGRAM);
            sockets.add(s);
            Sockets.check(Winsock.WSAEventSelect(s.s(), event.handle(), FD_READ));
        }
        assertThat(pumps()).hasSize(1);
        assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads + 1);
        Holder last = sockets.getLast();
        Sockets.socket(AF_INET, SOCK_DGRAM).sendTo("x", last.name()).succeeds();
        assertThat(event.await(LIMIT)).isTrue();
        sockets.forEach(Holder::close);
        Sockets.cleanupAll();
        assertThat(pumps()).as("after the last WSACleanup").isEmpty();
        Sockets.startup();
        event.close();
    }
}
