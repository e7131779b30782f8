package dev.baton.testkit.conformance;

import static dev.baton.winsock.Constants.AF_INET;
import static dev.baton.winsock.Constants.AF_UNIX;
import static dev.baton.winsock.Constants.MSG_OOB;
import static dev.baton.winsock.Constants.MSG_WAITALL;
import static dev.baton.winsock.Constants.SD_RECEIVE;
import static dev.baton.winsock.Constants.SD_SEND;
import static dev.baton.winsock.Constants.SOCK_STREAM;
import static dev.baton.winsock.Constants.WSAECONNRESET;
import static dev.baton.winsock.Constants.WSAENOTCONN;
import static dev.baton.winsock.Constants.WSAESHUTDOWN;
import static dev.baton.winsock.Constants.WSA_IO_INCOMPLETE;
import static dev.baton.winsock.Constants.WSA_IO_PENDING;
import static dev.baton.winsock.Constants.WSA_OPERATION_ABORTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Here;
import dev.baton.testkit.Holder;
import dev.baton.testkit.Outcome;
import dev.baton.testkit.Overlapped;
import dev.baton.testkit.Peer;
import dev.baton.testkit.Sockets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Overlapped transfers: when they end, and with what (4.5, 6.9, 6.10). */
@ConformanceTests
final class OverlappedConformance {
    /** More than the kernel's buffers on both sides take. */
    private static final int MUCH = 8 << 20;

    private static void completes(Overlapped operation, String text) {
        assertThat(operation.await().text()).isEqualTo(text);
    }

    private static void aborted(Overlapped operation, Holder left) {
        Outcome end = operation.await(left);
        end.failsWith(WSA_OPERATION_ABORTED);
        assertThat(end.data()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Through.class)
    @DisplayName("A receive for which data is there succeeds at once, and tells its completion too")
    void receivesAtOnce(Through through, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder s = through.of(pair.server(), peer);
        pair.client().send("data").succeeds();
        s.awaitReadable();
        Overlapped receive = Overlapped.receive(s, 10);
        receive.begun().succeeds();
        completes(receive, "data");
        Overlapped send = Overlapped.send(s, "answer");
        send.begun().succeeds();
        assertThat(send.await().succeeds().result()).isEqualTo(6);
        assertThat(pair.client().text(6)).isEqualTo("answer");
    }

    @ParameterizedTest
    @CsvSource({
        "SOURCE, false",
        "SOURCE, true",
        "DUPLICATE, false",
        "DUPLICATE, true",
        "OTHER_PROCESS, false",
        "OTHER_PROCESS, true"
    })
    @DisplayName("A136 A receive without data is pending in either mode, and ends with the data")
    void receivesLater(Through through, boolean nonblocking, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder s = through.of(pair.server(), peer);
        s.nonblocking(nonblocking);
        Overlapped receive = Overlapped.receive(s, 10).isPending();
        pair.client().send("data").succeeds();
        completes(receive, "data");
        Overlapped next = Overlapped.receive(s, 10).isPending();
        pair.client().send("more").succeeds();
        completes(next, "more");
    }

    @ParameterizedTest
    @ValueSource(ints = {AF_INET, AF_UNIX})
    @DisplayName("MSG_WAITALL: a receive ends when its buffer is full")
    void waitsForAll(int af) {
        Sockets.Pair pair = Sockets.streams(af);
        Overlapped receive = Overlapped.receive(pair.server(), 6, MSG_WAITALL).isPending();
        pair.client().send("abc").succeeds();
        Overlapped second = Overlapped.receive(pair.server(), 2).isPending();
        assertThat(receive.isPending()).isNotNull();
        pair.client().send("defgh").succeeds();
        completes(receive, "abcdef");
        completes(second, "gh");
    }

    @ParameterizedTest
    @EnumSource(Through.class)
    @DisplayName("A148 SD_RECEIVE leaves a pending receive alone: it ends with the next data")
    void outlivesShutdown(Through through, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder s = through.of(pair.server(), peer);
        Overlapped receive = Overlapped.receive(s, 10).isPending();
        pair.server().shutdown(SD_RECEIVE).succeeds();
        Overlapped.receive(s, 10).begun().failsWith(WSAESHUTDOWN);
        receive.isPending();
        pair.client().send("late").succeeds();
        completes(receive, "late");
    }

    @ParameterizedTest
    @EnumSource(Through.class)
    @DisplayName("A149 The peer's SD_SEND ends a pending receive with 0 bytes, and all behind it")
    void endsWithTheStream(Through through, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder s = through.of(pair.server(), peer);
        Overlapped receive = Overlapped.receive(s, 10).isPending();
        Overlapped second = Overlapped.receive(s, 10).isPending();
        pair.client().shutdown(SD_SEND).succeeds();
        completes(receive, "");
        completes(second, "");
        Overlapped.receive(s, 10).begun().succeeds();
    }

    @Test
    @DisplayName("A reset ends a pending receive with WSAECONNRESET")
    void endsWithAReset() {
        Sockets.Pair pair = Sockets.tcp();
        Overlapped receive = Overlapped.receive(pair.server(), 10).isPending();
        pair.client().reset();
        receive.await().failsWith(WSAECONNRESET);
    }

    @Test
    @DisplayName("What is wrong from the beginning is told at once")
    void refusesAtOnce() {
        Holder fresh = Sockets.socket(AF_INET, SOCK_STREAM);
        Overlapped.receive(fresh, 10).begun().failsWith(WSAENOTCONN);
        Overlapped.send(fresh, "x").begun().failsWith(WSAENOTCONN);
        Sockets.Pair pair = Sockets.tcp();
        pair.server().shutdown(SD_SEND).succeeds();
        Overlapped.send(pair.server(), "x").begun().failsWith(WSAESHUTDOWN);
    }

    @ParameterizedTest
    @EnumSource(
            value = Through.class,
            names = {"SOURCE", "DUPLICATE"})
    @DisplayName("A send ends when the kernel has everything, and nothing is lost or mixed")
    void sendsMuch(Through through, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder s = through.of(pair.client(), peer);
        var all = new StringBuilder();
        for (int i = 0; all.length() < MUCH; i++) {
            all.append(i).append(' ');
        }
        Overlapped send = Overlapped.send(s, all.toString()).isPending();
        Overlapped last = Overlapped.send(s, "end").isPending();
        pair.client().shutdown(SD_SEND).succeeds();
        assertThat(pair.server().text(all.length() + 3)).isEqualTo(all + "end");
        assertThat(send.await().result()).isEqualTo(all.length());
        assertThat(last.await().result()).isEqualTo(3);
        pair.server().receivesEnd();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisplayName("A161, A162 An operation goes on when either descriptor is closed alone")
    void outlivesADescriptor(boolean throughDuplicate) {
        Sockets.Pair pair = Sockets.tcp();
        Holder duplicate = pair.server().shareWith(Here.HERE);
        Holder used = throughDuplicate ? duplicate : pair.server();
        Holder left = throughDuplicate ? pair.server() : duplicate;
        Overlapped receive = Overlapped.receive(used, 10).isPending();
        used.close();
        receive.result(left).failsWith(WSA_IO_INCOMPLETE);
        pair.client().send("data").succeeds();
        assertThat(receive.await(left).text()).isEqualTo("data");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisplayName("A163 The process's last descriptor ends it: WSA_OPERATION_ABORTED, 0 bytes, once")
    void endsWithTheLastDescriptor(boolean shared, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder duplicate = pair.server().shareWith(Here.HERE);
        Holder elsewhere = shared ? pair.server().shareWith(peer) : null;
        Holder other = Sockets.socket(AF_INET, SOCK_STREAM);
        List<Overlapped> pending = new ArrayList<>();
        for (Holder s : List.of(duplicate, pair.server(), duplicate)) {
            pending.add(Overlapped.receive(s, 10).isPending());
        }
        duplicate.close();
        pair.server().close();
        for (Overlapped each : pending) {
            aborted(each, other);
        }
        if (elsewhere != null) {
            pair.client().send("data").succeeds();
            assertThat(elsewhere.text(4)).isEqualTo("data");
        } else {
            pair.client().receivesEnd();
        }
    }

    @Test
    @DisplayName("A163 WSACleanup ends it too")
    void endsWithCleanup(Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        // Else the end of the connection may come first.
        pair.client().shareWith(peer);
        Overlapped receive = Overlapped.receive(pair.server(), 10).isPending();
        Sockets.cleanupAll();
        Sockets.startup();
        aborted(receive, Sockets.socket(AF_INET, SOCK_STREAM));
    }

    @Test
    @DisplayName("A pending receive with MSG_OOB waits for the urgent byte, beside the others")
    void receivesTheUrgentByte() {
        Sockets.Pair pair = Sockets.tcp();
        Overlapped urgent = Overlapped.receive(pair.server(), 1, MSG_OOB).isPending();
        Overlapped receive = Overlapped.receive(pair.server(), 4).isPending();
        pair.client().send("data").succeeds();
        completes(receive, "data");
        urgent.isPending();
        pair.client().send("!", MSG_OOB).succeeds();
        completes(urgent, "!");
        Overlapped never = Overlapped.receive(pair.server(), 1, MSG_OOB).isPending();
        pair.client().shutdown(SD_SEND).succeeds();
        completes(never, "");
    }

    @Test
    @DisplayName("A receive without room ends when there is something to receive")
    void waitsForDataWithoutRoom() {
        Sockets.Pair pair = Sockets.tcp();
        Overlapped probe = Overlapped.receive(pair.server(), 0);
        probe.begun().failsWith(WSA_IO_PENDING);
        pair.client().send("data").succeeds();
        completes(probe, "");
        assertThat(pair.server().text(4)).isEqualTo("data");
    }
}
