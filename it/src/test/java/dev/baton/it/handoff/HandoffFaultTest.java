package dev.baton.it.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.channels.Handoff;
import dev.baton.channels.HandoffException;
import dev.baton.channels.HandoffException.Reason;
import dev.baton.channels.HandoffItem;
import dev.baton.channels.HandoffPlace;
import dev.baton.channels.HandoffPoint;
import dev.baton.channels.ReceivedItem;
import dev.baton.ffm.Linux;
import dev.baton.testkit.Eventually;
import dev.baton.testkit.NoLeaks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hand-overs between processes that end, stop, or have no room. */
@Tag("channels")
@NullUnmarked // JUnit fills the fields.
@ExtendWith(NoLeaks.class)
@Timeout(120)
final class HandoffFaultTest {
    private static final int MANY = 20;

    @TempDir private Path folder;

    private Path point;

    @BeforeEach
    void choose() {
        point = folder.resolve("point");
    }

    // What a process opens once and for all is no leak of one test.
    @BeforeAll
    static void warmUp(@TempDir Path warm) throws Exception {
        HandoffPlace place = HandoffPlace.at(warm.resolve("point"));
        try (HandoffPoint here = HandoffPoint.open(place);
                Handoff handoff = Handoff.to(place);
                Line line = Line.open()) {
            CompletableFuture<Void> sent = send(handoff, line);
            here.take().acceptSocketChannel().close();
            sent.get();
        }
    }

    private Handoff handoff() {
        return Handoff.to(HandoffPlace.at(point));
    }

    private static CompletableFuture<Void> send(Handoff handoff, Line line) {
        return handoff.sendAsync(HandoffItem.of(line.served()).withContext(new byte[100]))
                .toCompletableFuture();
    }

    private static void isBack(CompletableFuture<Void> sent, Line line, Reason reason)
            throws IOException {
        assertThatThrownBy(sent::get)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .asInstanceOf(InstanceOfAssertFactories.type(HandoffException.class))
                .satisfies(e -> assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason));
        line.isHere();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void movesAConnectionIntoAnotherProcess(boolean direct) throws Exception {
        try (Program receiver = Program.start(List.of(), direct ? Program.DIRECT : List.of());
                Handoff handoff = handoff();
                Line line = Line.open()) {
            receiver.order("opened", "open " + point);
            assertThat(handoff.awaitReceiver(Duration.ofSeconds(10))).isTrue();
            assertThat(handoff.receivers()).containsExactly(receiver.pid());
            CompletableFuture<Void> sent = send(handoff, line);
            String self = " 100 " + ProcessHandle.current().pid() + " ";
            assertThat(receiver.ask("take")).startsWith(self);
            receiver.order("accepted", "accept 0");
            sent.get();
            line.isWith(receiver, 0);
            receiver.order("dropped", "drop");
            line.hearsEnd();
        }
    }

    @Test
    void givesBackWhatAKilledReceiverHadNotTaken() throws Exception {
        try (Program receiver = Program.receiver(point);
                Handoff handoff = handoff();
                Line line = Line.open()) {
            receiver.stop();
            CompletableFuture<Void> sent = send(handoff, line);
            receiver.kill();
            assertThatThrownBy(sent::get)
                    .cause()
                    .isInstanceOf(HandoffException.class)
                    .hasMessageContaining("" + receiver.pid());
            line.isHere();
        }
    }

    @Test
    void givesBackWhatAKilledReceiverHadNotAccepted() throws Exception {
        List<Line> lines = new ArrayList<>();
        try (Program receiver = Program.receiver(point);
                Handoff handoff = handoff()) {
            List<CompletableFuture<Void>> sent = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                lines.add(Line.open());
                sent.add(send(handoff, lines.get(i)));
            }
            for (int i = 0; i < MANY; i++) {
                receiver.ask("take");
            }
            for (int i = 0; i < MANY; i += 2) {
                receiver.order("accepted", "accept " + i);
                sent.get(i).get();
                lines.get(i).isWith(receiver, i);
            }
            receiver.order("refused", "refuse 1 no");
            isBack(sent.get(1), lines.get(1), Reason.REFUSED);
            receiver.kill();
            for (int i = 0; i < MANY; i++) {
                if (i % 2 == 0) {
                    lines.get(i).hearsEnd();
                } else if (i > 1) {
                    isBack(sent.get(i), lines.get(i), Reason.RECEIVER_ENDED);
                }
            }
            isBack(send(handoff, lines.get(1)), lines.get(1), Reason.NO_RECEIVER);
        } finally {
            for (Line line : lines) {
                line.close();
            }
        }
    }

    @Test
    void leavesToTheReceiverWhatAKilledSenderHadSent() throws Exception {
        HandoffPlace place = HandoffPlace.at(point);
        try (HandoffPoint here = HandoffPoint.open(place);
                Program sender = Program.start(List.of(), Program.DIRECT);
                ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            int port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
            sender.order("to " + point, "to " + point);
            sender.order("sent", "send " + port);
            try (SocketChannel peer = listener.accept()) {
                ReceivedItem item = here.take();
                assertThat(item.senderPid()).isEqualTo(sender.pid());
                sender.kill();
                try (SocketChannel accepted = item.acceptSocketChannel()) {
                    Line.talks(peer, accepted);
                }
            }
        }
    }

    @Test
    void takesBackWhatAStoppedReceiverHolds() throws Exception {
        try (Program receiver = Program.receiver(point);
                Handoff handoff = handoff();
                Line taken = Line.open();
                Line queued = Line.open()) {
            CompletableFuture<Void> first = send(handoff, taken);
            receiver.ask("take");
            receiver.stop();
            CompletableFuture<Void> second = send(handoff, queued);
            handoff.close(Duration.ofMillis(100));
            isBack(first, taken, Reason.CLOSED);
            isBack(second, queued, Reason.CLOSED);
            receiver.resume();
            receiver.order("TAKEN_BACK", "accept 0");
            receiver.order("none", "poll 0");
            taken.isHere();
            taken.served().close();
            taken.hearsEnd();
            queued.served().close();
            queued.hearsEnd();
        }
    }

    @Test
    void handsOverInTurnOrByPid() throws Exception {
        try (Program one = Program.receiver(point);
                Program two = Program.receiver(point);
                Handoff handoff = handoff();
                Line first = Line.open();
                Line second = Line.open();
                Line third = Line.open()) {
            assertThat(handoff.receivers()).containsExactlyInAnyOrder(one.pid(), two.pid());
            List<CompletableFuture<Void>> sent =
                    List.of(send(handoff, first), send(handoff, second));
            for (Program each : List.of(one, two)) {
                each.ask("take");
                each.order("accepted", "accept 0");
            }
            for (CompletableFuture<Void> each : sent) {
                each.get();
            }
            two.begin("take");
            CompletableFuture<Void> last =
                    handoff.sendToAsync(two.pid(), HandoffItem.of(third.served()))
                            .toCompletableFuture();
            two.ends(" 0 " + ProcessHandle.current().pid() + " " + user());
            two.order("accepted", "accept 1");
            last.get();
            third.isWith(two, 1);
        }
    }

    private static String user() {
        return Integer.toString(Linux.geteuid());
    }

    @Test
    void waitsWhileTheReceiverHasNoDescriptorLeft() throws Exception {
        try (Program receiver = Program.start(List.of("prlimit", "--nofile=100"), Program.DIRECT);
                Handoff handoff = handoff();
                Line first = Line.open();
                Line second = Line.open()) {
            receiver.order("opened", "open " + point);
            CompletableFuture<Void> before = send(handoff, first);
            receiver.ask("take");
            receiver.order("accepted", "accept 0");
            before.get();
            receiver.order("filled", "fill");
            CompletableFuture<Void> sent = send(handoff, second);
            receiver.order("none", "poll 200");
            assertThat(sent).isNotDone();
            second.client().socket().setSoTimeout(1);
            assertThatThrownBy(() -> second.client().socket().getInputStream().read())
                    .isInstanceOf(SocketTimeoutException.class);
            receiver.order("freed", "free");
            receiver.ask("take");
            receiver.order("accepted", "accept 1");
            sent.get();
            second.isWith(receiver, 1);
        }
    }

    private static int sockets(Program program) {
        return program.descriptors().only(NoLeaks.RELEVANT).descriptors().size();
    }

    @Test
    void leavesNothingBehind() throws Exception {
        try (Program receiver = Program.receiver(point)) {
            int before = 0;
            for (int round = 0; round < 5; round++) {
                try (Handoff handoff = handoff();
                        Line accepted = Line.open();
                        Line refused = Line.open()) {
                    CompletableFuture<Void> one = send(handoff, accepted);
                    CompletableFuture<Void> other = send(handoff, refused);
                    receiver.ask("take");
                    receiver.ask("take");
                    receiver.order("accepted", "accept 0");
                    receiver.order("refused", "refuse 1 no");
                    one.get();
                    isBack(other, refused, Reason.REFUSED);
                }
                receiver.order("dropped", "drop");
                if (round == 0) {
                    // Perhaps with the connection of the sender that has just gone, but no more.
                    before = sockets(receiver);
                }
            }
            int most = before;
            Eventually.await(Duration.ofSeconds(10), () -> sockets(receiver) <= most);
            receiver.order("shut", "shut");
            assertThat(point).isEmptyDirectory();
        }
    }
}
