package dev.baton.it;

import static dev.baton.winsock.Constants.AF_INET;
import static dev.baton.winsock.Constants.SOCK_DGRAM;
import static dev.baton.winsock.Constants.SOCK_STREAM;
import static dev.baton.winsock.Constants.SO_RCVTIMEO;
import static dev.baton.winsock.Constants.WSAETIMEDOUT;
import static dev.baton.winsock.Constants.WSAEWOULDBLOCK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;
import dev.baton.testkit.DescriptorSnapshot;
import dev.baton.testkit.Eventually;
import dev.baton.testkit.Holder;
import dev.baton.testkit.Outcome;
import dev.baton.testkit.Sockets;
import dev.baton.winsock.Winsock;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What other programs and signals do to the kernel's socket does not reach the user. */
@ExtendWith(WinsockHere.class)
final class InterferenceFaultTest {
    /** Far more than a thread needs that nobody wakes. */
    private static final int SLEEPS = 50;

    private Set<Integer> before = Set.of();

    @BeforeEach
    void lookAround() {
        before = sockets();
    }

    @Test
    void nonblockingCallsDoNotBlockWithoutTheKernelsFlag() {
        Holder listener = Sockets.listener(AF_INET);
        listener.nonblocking(true);
        Sockets.Pair pair = Sockets.tcp();
        pair.server().nonblocking(true);
        Holder datagram = Sockets.bound(AF_INET, SOCK_DGRAM);
        datagram.nonblocking(true);

        wouldBlock(listener::tryAccept);
        wouldBlock(() -> pair.server().receive(1));
        wouldBlock(() -> datagram.receiveFrom(1));
        Sockets.fill(pair.server());
        wouldBlock(() -> pair.server().send("does not fit"));
    }

    /** The third or fourth connect finds the listener's queue full, and would wait for minutes. */
    @Test
    void nonblockingConnectDoesNotBlockWithoutTheKernelsFlag() {
        Holder listener = Sockets.bound(AF_INET, SOCK_STREAM);
        Sockets.check(Winsock.listen(listener.s(), 1));
        for (int i = 0; i < 4; i++) {
            Holder client = Sockets.socket(AF_INET, SOCK_STREAM);
            client.nonblocking(true);
            wouldBlock(() -> client.connect(listener.name()));
        }
    }

    @Test
    void timeoutEndsACallWithoutTheKernelsFlag() {
        Holder server = Sockets.tcp().server();
        server.setOption(SO_RCVTIMEO, 1);
        withoutFlag(() -> server.receive(1)).failsWith(WSAETIMEDOUT);
    }

    @Test
    void signalsDoNotEndABlockedCall() throws Exception {
        Sockets.Pair pair = Sockets.tcp();
        var begun = new CountDownLatch(1);
        var received =
                new FutureTask<>(() -> {
                    begun.countDown();
                    return pair.server().receive(1);
                });
        Thread thread = Thread.ofPlatform().daemon().name("signalled").start(received);
        assertThat(begun.await(Worker.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        SignalledThread signalled = SignalledThread.named("signalled");
        Eventually.await(
                Worker.LIMIT,
                () -> {
                    signalled.signal();
                    return received.isDone() || signalled.sleeps() > SLEEPS;
                });
        assertThat(received).isNotDone();
        pair.client().send("x").succeeds();
        assertThat(received.get(Worker.LIMIT.toSeconds(), TimeUnit.SECONDS).text()).isEqualTo("x");
        thread.join(Worker.LIMIT);
    }

    private void wouldBlock(Supplier<Outcome> call) {
        withoutFlag(call).failsWith(WSAEWOULDBLOCK);
    }

    private Outcome withoutFlag(Supplier<Outcome> call) {
        clearFlags();
        return assertTimeoutPreemptively(Worker.LIMIT, call::get);
    }

    /** Makes every socket of this test a blocking one, as another holder may. */
    private void clearFlags() {
        Set<Integer> sockets = new HashSet<>(sockets());
        sockets.removeAll(before);
        assertThat(sockets).isNotEmpty();
        for (int fd : sockets) {
            int flags = Linux.fcntl(fd, LinuxConstants.F_GETFL, 0);
            int cleared = flags & ~LinuxConstants.O_NONBLOCK;
            assertThat(Linux.fcntl(fd, LinuxConstants.F_SETFL, cleared)).isZero();
        }
    }

    private static Set<Integer> sockets() {
        return DescriptorSnapshot.ofSelf()
                .only(DescriptorSnapshot.Descriptor::isSocket)
                .descriptors()
                .keySet();
    }
}
