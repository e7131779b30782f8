package dev.baton.testkit.model;

import static dev.baton.winsock.Constants.FD_ALL_EVENTS;
import static dev.baton.winsock.Constants.MSG_OOB;
import static dev.baton.winsock.Constants.MSG_PEEK;
import static dev.baton.winsock.Constants.WSAECONNREFUSED;
import static dev.baton.winsock.Constants.WSAEFAULT;
import static dev.baton.winsock.Constants.WSAEINVAL;
import static dev.baton.winsock.Constants.WSAEWOULDBLOCK;
import static java.util.Objects.requireNonNull;

import dev.baton.testkit.model.Action.Verb;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** One socket, the model beside it, and the steps that both take. */
final class Trial implements AutoCloseable {
    private final Stage stage;
    private final Notices notices = new Notices();
    private final SocketModel model;
    private final RealSocket real;
    private final Comparison comparison;
    private int opened = 1;

    /**
     * Makes the socket, with one descriptor in each process, and at least two.
     *
     * @param patience how long what must come may take
     */
    Trial(Stage stage, Kind kind, Duration patience) throws IOException {
        this.stage = stage;
        real = new RealSocket(stage, kind);
        model = new SocketModel(kind, notices, RealSocket.FIRST);
        comparison = new Comparison(stage, notices, real, patience);
        for (int i = 1; i < Math.max(2, stage.processes()); i++) {
            open(RealSocket.FIRST, i);
        }
    }

    SocketModel model() {
        return model;
    }

    /** Takes a step if it is possible; false if it is not. */
    boolean take(Step step) throws IOException {
        if (!step.move().isPossible(model)) {
            return false;
        }
        List<Handle> handles = model.handles();
        Handle handle = handles.get(step.who() % handles.size());
        int a = step.a();
        int b = step.b();
        switch (step.move()) {
            case SELECT_EVENT, SELECT_MESSAGE, CANCEL_EVENT, CANCEL_MESSAGE -> select(step, handle);
            case BAD_EVENT_SELECT, BAD_MESSAGE_SELECT -> selectWrongly(step, handle);
            case ENUMERATE -> enumerate(handle, a - 1);
            case BAD_ENUMERATE -> {
                int error = a % 3 == 0 ? -WSAEINVAL : -WSAEFAULT;
                check(error, real.perform(handle, Verb.BAD_ENUMERATE, a % 3, 0));
            }
            case RESET_EVENT -> {
                var event = new Target(handle.process(), a % Ear.EVENTS);
                check(0, real.perform(handle, Verb.RESET_EVENT, event.index(), 0));
                notices.signal(event).reset();
            }
            case MODE -> check(model.setNonblocking(a % 2 == 1), mode(handle, a % 2));
            case RECEIVE -> receive(handle, a, false);
            case PEEK -> receive(handle, a, true);
            case RECEIVE_FAULTY -> {
                check(-WSAEFAULT, real.perform(handle, Verb.RECEIVE_FAULTY));
                model.receiveFaulty();
            }
            case RECEIVE_URGENT ->
                    check(model.receiveUrgent(), real.perform(handle, Verb.RECEIVE, 1, MSG_OOB));
            case SEND -> {
                check(1, real.perform(handle, Verb.SEND, 1, 0));
                real.otherEnd().owes(1);
            }
            case FILL -> {
                real.otherEnd().owes(real.perform(handle, Verb.FILL).succeeds());
                model.sendWouldBlock();
            }
            case ACCEPT -> accept(handle, b % 2 == 0);
            case CONNECT, REFUSED -> connect(handle, step.move() == Move.REFUSED);
            case OPEN -> open(handle, a % stage.processes());
            case CLOSE -> {
                real.close(handle);
                model.close(handle);
            }
            case SETTLE -> comparison.settle();
            case ROOM, ARRIVE, URGENT, FINISH, RESET, PEER_CLOSE -> happen(step, handle);
        }
        return true;
    }

    private void happen(Step step, Handle handle) throws IOException {
        switch (step.move()) {
            case ROOM -> {
                real.otherEnd().drain();
                model.room();
            }
            case ARRIVE -> {
                int count = model.kind().isStream() ? step.a() : 1;
                real.arrive(count);
                model.arrive(count);
                // Many small segments wait for an acknowledgement, which may take its time.
                if (model.kind().isStream() && !model.transport().marked) {
                    real.perform(handle, Verb.AWAIT_BYTES, model.transport().waiting, 0).succeeds();
                }
            }
            case URGENT -> {
                real.otherEnd().sendUrgent();
                model.arriveUrgent();
            }
            case FINISH -> {
                real.otherEnd().finish();
                model.finish();
            }
            case RESET -> {
                // Somebody looks, see Move.
                enumerate(handle, SiteCalls.NONE);
                comparison.settle();
                real.otherEnd().reset();
                model.reset();
            }
            case PEER_CLOSE -> {
                real.otherEnd().closeStream();
                model.transport().peerClosed = true;
            }
            default -> throw new IllegalArgumentException(step.toString());
        }
    }

    private static void check(int expected, Answer found) {
        if (found.result() != expected) {
            throw new AssertionError(
                    "returned "
                            + Answer.text(found.result())
                            + " instead of "
                            + Answer.text(expected));
        }
    }

    private void select(Step step, Handle handle) {
        boolean cancel = step.move() == Move.CANCEL_EVENT || step.move() == Move.CANCEL_MESSAGE;
        int mask = cancel ? 0 : step.a();
        if (step.move() == Move.SELECT_EVENT || step.move() == Move.CANCEL_EVENT) {
            // Cancelling looks at no event object.
            int index = cancel ? SiteCalls.UNKNOWN : step.b() % Ear.EVENTS;
            var event = new Target(handle.process(), index);
            Answer answer = real.perform(handle, Verb.EVENT_SELECT, index, mask);
            check(model.selectEvent(handle, event, mask), answer);
        } else {
            int index = cancel ? SiteCalls.UNKNOWN : step.b() % Ear.WINDOWS;
            var window = new Target(handle.process(), index);
            Answer answer = real.perform(handle, Verb.ASYNC_SELECT, index, mask);
            check(model.selectMessage(handle, window, mask), answer);
        }
    }

    /** No target, a target that is none, unknown bits. */
    private void selectWrongly(Step step, Handle handle) {
        boolean goodTarget = step.a() % 3 == 2;
        int index = goodTarget ? 0 : step.a() % 3 == 0 ? SiteCalls.NONE : SiteCalls.UNKNOWN;
        int mask = goodTarget ? FD_ALL_EVENTS + 1 : FD_ALL_EVENTS;
        Target target = goodTarget ? new Target(handle.process(), 0) : null;
        if (step.move() == Move.BAD_EVENT_SELECT) {
            Answer answer = real.perform(handle, Verb.EVENT_SELECT, index, mask);
            check(model.selectEvent(handle, target, mask), answer);
        } else {
            Answer answer = real.perform(handle, Verb.ASYNC_SELECT, index, mask);
            check(model.selectMessage(handle, target, mask), answer);
        }
    }

    private Answer mode(Handle handle, int on) {
        return real.perform(handle, Verb.MODE, on, 0);
    }

    private void enumerate(Handle handle, int index) {
        comparison.enumerate(model, handle, index);
    }

    private void receive(Handle handle, int room, boolean peek) {
        Answer answer = real.perform(handle, Verb.RECEIVE, room, peek ? MSG_PEEK : 0);
        check(model.receive(room, peek), answer);
    }

    private void accept(Handle handle, boolean settle) throws IOException {
        var accepted = new Handle(handle.process(), opened++);
        boolean waits = model.transport().waiting > 0;
        Answer answer = real.perform(handle, Verb.ACCEPT);
        SocketModel socket = model.accept(accepted);
        if (!waits) {
            check(-WSAEWOULDBLOCK, answer);
            return;
        }
        real.accepted(accepted, answer.succeeds());
        requireNonNull(socket);
        if (settle) {
            comparison.settle();
        }
        check(socket.setNonblocking(false), mode(accepted, 0));
        comparison.enumerate(socket, accepted, SiteCalls.NONE);
        real.close(accepted);
        socket.close(accepted);
        real.otherEnd().dropOldest();
    }

    private void connect(Handle handle, boolean refused) throws IOException {
        Answer answer = real.connect(handle, refused);
        int error = refused ? WSAECONNREFUSED : 0;
        boolean waits = model.kind() == Kind.DATAGRAM || !model.isNonblocking();
        check(waits ? -error : -WSAEWOULDBLOCK, answer);
        model.connect(error);
    }

    private void open(Handle from, int number) {
        var handle = new Handle(number % stage.processes(), opened++);
        real.duplicate(from, handle);
        model.open(handle);
    }

    /** The last comparison. */
    void end() {
        comparison.settle();
    }

    @Override
    public void close() throws IOException {
        model.handles().forEach(real::close);
        real.close();
        for (int process = 0; process < stage.processes(); process++) {
            stage.site(process).perform(Action.of(Verb.FORGET, 0, 0, 0));
        }
    }
}
