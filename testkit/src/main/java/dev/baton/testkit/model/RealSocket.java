package dev.baton.testkit.model;

import static dev.baton.winsock.Constants.AF_INET;
import static dev.baton.winsock.Constants.IPPROTO_TCP;
import static dev.baton.winsock.Constants.SOCK_DGRAM;
import static dev.baton.winsock.Constants.SOCK_STREAM;
import static dev.baton.winsock.Constants.SO_SNDBUF;
import static dev.baton.winsock.Constants.TCP_NODELAY;
import static java.util.Objects.requireNonNull;

import dev.baton.testkit.Holder;
import dev.baton.testkit.Sockets;
import dev.baton.testkit.model.Action.Verb;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The socket of a trial: its descriptors, and what it talks with. */
final class RealSocket implements AutoCloseable {
    static final Handle FIRST = new Handle(0, 0);

    private final Stage stage;
    private final Kind kind;
    private final OtherEnd otherEnd;
    private final int port;
    private final Map<Handle, Long> values = new LinkedHashMap<>();

    RealSocket(Stage stage, Kind kind) throws IOException {
        this.stage = stage;
        this.kind = kind;
        otherEnd = new OtherEnd(stage);
        Holder s = make();
        values.put(FIRST, s.s());
        if (kind.isStream()) {
            s.setOption(SO_SNDBUF, Stage.SEND_BUFFER);
            s.setOption(IPPROTO_TCP, TCP_NODELAY, 1).succeeds();
        }
        port = kind.isStream() ? 0 : Stage.port(s);
    }

    private Holder make() throws IOException {
        return switch (kind) {
            case CLIENT -> Sockets.socket(AF_INET, SOCK_STREAM);
            case ACCEPTED -> {
                otherEnd.connect(Stage.port(stage.listener()));
                yield stage.listener().accept();
            }
            case LISTENER -> Sockets.listener(AF_INET);
            case DATAGRAM -> Sockets.bound(AF_INET, SOCK_DGRAM);
        };
    }

    OtherEnd otherEnd() {
        return otherEnd;
    }

    Answer perform(Handle handle, Verb verb, int a, int b) {
        Action action = Action.of(verb, value(handle), a, b);
        return stage.site(handle.process()).perform(action);
    }

    Answer perform(Handle handle, Verb verb) {
        return perform(handle, verb, 0, 0);
    }

    /** Opens another descriptor. */
    void duplicate(Handle from, Handle to) {
        Site site = stage.site(to.process());
        Answer info = perform(from, Verb.DUPLICATE, (int) site.pid(), 0);
        info.succeeds();
        values.put(to, site.perform(Action.open(info.data())).succeeds());
    }

    /** Names an accepted descriptor. */
    void accepted(Handle handle, long value) {
        values.put(handle, value);
    }

    private long value(Handle handle) {
        return requireNonNull(values.get(handle));
    }

    /** What comes to a listener are connections, to others data. */
    void arrive(int count) throws IOException {
        switch (kind) {
            case LISTENER -> otherEnd.connect(port);
            case DATAGRAM -> otherEnd.sendDatagrams(count, port);
            case CLIENT, ACCEPTED -> otherEnd.sendBytes(count);
        }
    }

    /** Connects; what {@code connect} says of a connection under way is no failure. */
    Answer connect(Handle handle, boolean refused) throws IOException {
        int to =
                kind == Kind.DATAGRAM
                        ? otherEnd.datagramPort()
                        : refused ? stage.silentPort() : stage.serverPort();
        Answer answer = perform(handle, Verb.CONNECT, to, 0);
        if (kind != Kind.DATAGRAM && !refused) {
            otherEnd.accept();
        }
        stage.flush();
        return answer;
    }

    /** Who of the descriptors of a process has a value, closed ones too. */
    Handle named(int process, long value) {
        return values.entrySet().stream()
                .filter(each -> each.getKey().process() == process && each.getValue() == value)
                .map(Map.Entry::getKey)
                .reduce((older, newer) -> newer)
                .orElseThrow(() -> new AssertionError("a message names descriptor " + value));
    }

    @Override
    public void close() throws IOException {
        otherEnd.close();
    }

    void close(Handle handle) {
        perform(handle, Verb.CLOSE).succeeds();
    }
}
