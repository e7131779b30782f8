package dev.baton.testkit.model;

import static dev.baton.winsock.Constants.FD_ACCEPT;
import static dev.baton.winsock.Constants.FD_ALL_EVENTS;
import static dev.baton.winsock.Constants.FD_CLOSE;
import static dev.baton.winsock.Constants.FD_CONNECT;
import static dev.baton.winsock.Constants.FD_OOB;
import static dev.baton.winsock.Constants.FD_READ;
import static dev.baton.winsock.Constants.FD_WRITE;
import static dev.baton.winsock.Constants.WSAECONNABORTED;
import static dev.baton.winsock.Constants.WSAECONNREFUSED;
import static dev.baton.winsock.Constants.WSAEINVAL;
import static dev.baton.winsock.Constants.WSAEWOULDBLOCK;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The model against what was observed on Windows, example by example. */
final class SocketModelTest {
    private static final Handle S = new Handle(0, 0);
    private static final Handle D = new Handle(1, 1);
    private static final Handle A = new Handle(0, 2);
    private static final Target EVENT = new Target(0, 0);
    private static final Target OTHER_EVENT = new Target(1, 0);
    private static final Target WINDOW = new Target(0, 0);

    private final Notices notices = new Notices();

    private SocketModel socket(Kind kind) {
        SocketModel socket = new SocketModel(kind, notices, S);
        socket.open(D);
        return socket;
    }

    private SocketModel withEvent(Kind kind) {
        SocketModel socket = socket(kind);
        selectEvent(socket);
        return socket;
    }

    private SocketModel withWindow(Kind kind) {
        SocketModel socket = socket(kind);
        selectWindow(socket);
        return socket;
    }

    private static void selectEvent(SocketModel socket) {
        assertThat(socket.selectEvent(S, EVENT, FD_ALL_EVENTS)).isZero();
    }

    private static void selectWindow(SocketModel socket) {
        assertThat(socket.selectMessage(S, WINDOW, FD_ALL_EVENTS)).isZero();
    }

    /** The event object is set for these events, and for no other reason. */
    private void signals(SocketModel socket, Integer... events) {
        assertThat(notices.signal(EVENT).mustBeSet()).isEqualTo(events.length != 0);
        assertThat(socket.enumerate(EVENT).keySet()).containsExactlyInAnyOrder(events);
        assertThat(notices.signal(EVENT).mayBeSet()).isFalse();
    }

    private void posts(Integer... events) {
        Mailbox mailbox = notices.mailbox(WINDOW);
        List<Post> posts =
                List.of(events).stream().map(event -> new Post(S, event, error(event))).toList();
        assertThat(mailbox.due()).isEqualTo(events.length);
        assertThat(mailbox.settle(posts, true)).isEmpty();
    }

    private int error = 0;

    private int error(int event) {
        return event == FD_CONNECT || event == FD_CLOSE ? error : 0;
    }

    @Test
    void tellsOfEachConnectionOnce() {
        SocketModel listener = withEvent(Kind.LISTENER);
        signals(listener);
        listener.arrive(1);
        signals(listener, FD_ACCEPT);
        listener.selectEvent(S, EVENT, 0);
        selectEvent(listener);
        signals(listener);
        listener.arrive(1);
        signals(listener, FD_ACCEPT);
        assertThat(listener.accept(A)).isNotNull();
        // The accepted socket has the same event object, and can be written.
        assertThat(listener.enumerate(null)).containsOnlyKeys(FD_ACCEPT);
        assertThat(listener.accept(A)).isNotNull();
        assertThat(listener.enumerate(EVENT)).isEmpty();
        assertThat(listener.accept(A)).isNull();
    }

    @Test
    void postsOfConnectionsUntilOneIsAccepted() {
        SocketModel listener = socket(Kind.LISTENER);
        listener.selectMessage(S, WINDOW, FD_ACCEPT);
        listener.arrive(1);
        posts(FD_ACCEPT);
        listener.arrive(1);
        posts();
        listener.selectMessage(S, WINDOW, FD_ACCEPT);
        posts(FD_ACCEPT);
        listener.accept(A);
        posts(FD_ACCEPT);
        listener.accept(A);
        posts();
    }

    @Test
    void tellsWhatCameBeforeUnlessItIsConsumed() {
        SocketModel listener = socket(Kind.LISTENER);
        listener.arrive(1);
        selectEvent(listener);
        signals(listener, FD_ACCEPT);
        listener.selectEvent(S, EVENT, 0);
        listener.arrive(1);
        listener.accept(A);
        listener.accept(A);
        selectEvent(listener);
        signals(listener);
    }

    @Test
    void signalsAgainWhatWasNotEnumerated() {
        SocketModel socket = withEvent(Kind.ACCEPTED);
        assertThat(notices.signal(EVENT).mustBeSet()).isTrue();
        socket.selectEvent(D, OTHER_EVENT, FD_ALL_EVENTS);
        assertThat(notices.signal(OTHER_EVENT).mustBeSet()).isTrue();
        assertThat(notices.signal(EVENT).mustBeSet()).as("perhaps it was before").isFalse();
        assertThat(notices.signal(EVENT).mayBeSet()).isTrue();
        notices.signal(OTHER_EVENT).settle(true, true);
        socket.selectEvent(D, OTHER_EVENT, FD_READ);
        assertThat(notices.signal(OTHER_EVENT).mustBeSet()).as("it is left as it is").isTrue();
    }

    @Test
    void tellsAClientOfItsConnection() {
        SocketModel client = withEvent(Kind.CLIENT);
        signals(client);
        client.connect(0);
        signals(client, FD_CONNECT, FD_WRITE);
        IntStream.range(0, 5)
                .forEach(i -> {
                    selectEvent(client);
                    signals(client);
                });
        selectWindow(client);
        posts(FD_WRITE);
    }

    @Test
    void tellsOfAConnectionMadeBefore() {
        SocketModel client = socket(Kind.CLIENT);
        client.connect(0);
        selectWindow(client);
        posts(FD_WRITE);
        selectEvent(client);
        signals(client, FD_CONNECT, FD_WRITE);
    }

    @Test
    void postsTheEndOfAConnect() {
        SocketModel client = withWindow(Kind.CLIENT);
        client.connect(0);
        posts(FD_CONNECT, FD_WRITE);
        selectWindow(client);
        posts(FD_WRITE);
    }

    @Test
    void tellsOfARefusedConnectOnce() {
        SocketModel client = withEvent(Kind.CLIENT);
        client.connect(WSAECONNREFUSED);
        assertThat(client.enumerate(EVENT)).isEqualTo(Map.of(FD_CONNECT, WSAECONNREFUSED));
        selectEvent(client);
        signals(client);
        selectWindow(client);
        client.connect(WSAECONNREFUSED);
        error = WSAECONNREFUSED;
        posts(FD_CONNECT);
    }

    @Test
    void tellsOfRoomAfterASendThatFailed() {
        SocketModel socket = withEvent(Kind.ACCEPTED);
        signals(socket, FD_WRITE);
        socket.room();
        signals(socket);
        socket.sendWouldBlock();
        signals(socket);
        socket.room();
        signals(socket, FD_WRITE);
        selectWindow(socket);
        posts(FD_WRITE);
        socket.sendWouldBlock();
        posts();
        socket.room();
        posts(FD_WRITE);
    }

    @Test
    void tellsOfDataOnEachArrivalAndAfterEachPart() {
        SocketModel socket = withEvent(Kind.ACCEPTED);
        signals(socket, FD_WRITE);
        socket.arrive(10);
        signals(socket, FD_READ);
        socket.arrive(10);
        signals(socket, FD_READ);
        assertThat(socket.receive(5, false)).isEqualTo(5);
        signals(socket, FD_READ);
        socket.receiveFaulty();
        signals(socket);
        assertThat(socket.receive(20, false)).isEqualTo(15);
        signals(socket);
        assertThat(socket.receive(1, false)).isEqualTo(-WSAEWOULDBLOCK);
        signals(socket);
    }

    @Test
    void postsOfDataUntilSomebodyReceives() {
        SocketModel socket = withWindow(Kind.ACCEPTED);
        posts(FD_WRITE);
        socket.arrive(10);
        posts(FD_READ);
        socket.arrive(10);
        posts();
        socket.receiveFaulty();
        posts(FD_READ);
        socket.receive(5, false);
        posts(FD_READ);
        socket.receive(15, false);
        posts();
        socket.arrive(1);
        posts(FD_READ);
    }

    @Test
    void keepsWhatIsNotSelected() {
        SocketModel socket = socket(Kind.ACCEPTED);
        socket.selectEvent(S, EVENT, FD_WRITE);
        socket.arrive(1);
        signals(socket, FD_WRITE);
        selectEvent(socket);
        signals(socket, FD_READ);
        socket.selectEvent(S, EVENT, FD_WRITE);
        socket.arrive(1);
        socket.receive(9, false);
        selectEvent(socket);
        signals(socket);
    }

    @Test
    void tellsOfUrgentBytesLikeOfOthers() {
        SocketModel socket = withEvent(Kind.ACCEPTED);
        signals(socket, FD_WRITE);
        socket.arriveUrgent();
        signals(socket, FD_OOB);
        socket.receiveUrgent();
        signals(socket);
        socket.arriveUrgent();
        signals(socket, FD_OOB);
    }

    @Test
    void tellsOfTheEndOnceAndAtOnce() {
        SocketModel socket = withEvent(Kind.ACCEPTED);
        signals(socket, FD_WRITE);
        socket.arrive(2);
        socket.finish();
        signals(socket, FD_READ, FD_CLOSE);
        socket.receive(1, false);
        signals(socket, FD_READ);
        socket.receive(1, false);
        assertThat(socket.receive(1, false)).isZero();
        socket.reset();
        signals(socket);
        selectWindow(socket);
        assertThat(notices.mailbox(WINDOW).isComplete(List.of(new Post(S, FD_CLOSE, 0)))).isTrue();
    }

    @Test
    void tellsOfAnEndBeforeTheSelection() {
        SocketModel socket = socket(Kind.ACCEPTED);
        socket.selectEvent(S, EVENT, FD_WRITE);
        signals(socket, FD_WRITE);
        socket.finish();
        signals(socket);
        selectEvent(socket);
        signals(socket, FD_CLOSE);
    }

    @Test
    void tellsOfAResetAsAborted() {
        SocketModel socket = withWindow(Kind.ACCEPTED);
        posts(FD_WRITE);
        error = WSAECONNABORTED;
        socket.reset();
        posts(FD_CLOSE);
        socket.selectEvent(S, EVENT, FD_CLOSE);
        assertThat(socket.enumerate(EVENT)).isEqualTo(Map.of(FD_CLOSE, WSAECONNABORTED));
        selectEvent(socket);
        signals(socket, FD_WRITE);
    }

    @Test
    void tellsADatagramSocketThatItCanSend() {
        SocketModel socket = withEvent(Kind.DATAGRAM);
        signals(socket, FD_WRITE);
        selectEvent(socket);
        signals(socket);
        socket.connect(0);
        signals(socket, FD_CONNECT, FD_WRITE);
        selectWindow(socket);
        posts(FD_WRITE);
        socket.connect(0);
        posts(FD_WRITE);
    }

    @Test
    void refusesWithoutForgetting() {
        SocketModel socket = withEvent(Kind.ACCEPTED);
        assertThat(socket.selectEvent(D, null, FD_READ)).isEqualTo(-WSAEINVAL);
        assertThat(socket.selectMessage(D, null, FD_READ)).isEqualTo(-WSAEINVAL);
        assertThat(socket.selectEvent(D, OTHER_EVENT, FD_ALL_EVENTS + 1)).isEqualTo(-WSAEINVAL);
        signals(socket, FD_WRITE);
    }

    @Test
    void keepsTheModeWhileSomebodyIsRegistered() {
        SocketModel socket = withEvent(Kind.ACCEPTED);
        assertThat(socket.setNonblocking(false)).isEqualTo(-WSAEINVAL);
        assertThat(socket.setNonblocking(true)).isZero();
        socket.selectMessage(D, null, 0);
        assertThat(socket.canReceive()).as("it is non-blocking still").isTrue();
        assertThat(socket.setNonblocking(false)).isZero();
        assertThat(socket.canReceive()).isFalse();
        socket.selectEvent(D, null, 0);
        assertThat(socket.canReceive()).as("whatever the mask").isTrue();
    }

    @Test
    void endsWithTheLastDescriptorOfTheProcess() {
        SocketModel socket = socket(Kind.ACCEPTED);
        socket.open(A);
        selectEvent(socket);
        socket.close(S);
        assertThat(socket.setNonblocking(false)).as("the process has another one").isNotZero();
        socket.die(0);
        assertThat(socket.handles()).containsExactly(D);
        assertThat(socket.setNonblocking(false)).isZero();
        socket.selectEvent(D, OTHER_EVENT, FD_ALL_EVENTS);
        assertThat(socket.enumerate(OTHER_EVENT)).containsOnlyKeys(FD_WRITE);
    }
}
