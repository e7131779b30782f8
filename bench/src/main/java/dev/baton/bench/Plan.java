package dev.baton.bench;

import dev.baton.bench.Group.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every group and case, with its numbers. */
final class Plan {
    private static final String RAW = "C, no tickets";
    private static final String SOCKETS = "Baton WSADuplicateSocketW → WSASocketW";
    private static final String SHARED = "Baton SharedSockets";
    private static final int MANY = 10_000;
    private static final int ECHO_BYTES = 64;
    private static final int BULK_BYTES = 1 << 16;

    private final Toolbox tools;
    private final Optional<Path> floor;
    private final Optional<Path> echo;
    private final Optional<Path> many;
    private final int scale;

    Plan(Toolbox tools, boolean quick) throws IOException, InterruptedException {
        this.tools = tools;
        this.floor = tools.compile("floor");
        this.echo = tools.compile("echo");
        this.many = tools.compile("many");
        this.scale = quick ? 5 : 1;
    }

    List<Group> groups() throws IOException {
        List<Group> groups = new ArrayList<>();
        groups.add(single());
        groups.add(window(32));
        groups.add(batch(64, 60));
        groups.add(batch(253, 0));
        groups.add(many());
        groups.add(move());
        groups.add(echo());
        groups.add(opened("plane", "64 bytes, blocking", "", ECHO_BYTES));
        groups.add(opened("selector", "64 bytes, selector", "selector", ECHO_BYTES));
        groups.add(opened("bulk", "64 KiB, blocking", "", BULK_BYTES));
        groups.add(startUp());
        return groups;
    }

    // With 100 000 C2 still compiles for a while on the processor that is being measured: 0.6 µs a
    // hand-over more.
    private int warm() {
        return 300_000 / scale;
    }

    private int n() {
        return 40_000 / scale;
    }

    private Group single() throws IOException {
        List<Case> cases = new ArrayList<>();
        cases.add(baton(SOCKETS, n(), warm(), 1, 1));
        cases.add(channel("Baton SharedChannels → SocketChannel", n(), warm(), 1, 1));
        cases.add(c(RAW, "raw", n(), 1, 1));
        cases.add(junix("junixsocket → FileDescriptor", n(), 1, 1, "fd"));
        cases.add(junix("junixsocket → Socket", n(), 1, 1, "socket"));
        cases.add(netty("Netty epoll → FileDescriptor", n(), 1, "fd"));
        cases.add(netty("Netty epoll → EpollSocketChannel", n(), 1, "channel"));
        cases.add(python("CPython socket.send_fds → int", "send_fds", n(), 1, 1));
        cases.add(python("CPython send_handle → int", "send_handle", n(), 1, 1));
        cases.add(python("CPython pickled socket → socket", "pickled", n() / 20, 1, 1));
        cases.add(node("Node child.send(socket)", n() / 4, 1));
        return new Group(
                "single",
                "One at a time",
                "From before the source's first call to the target's acknowledgement. C and Baton"
                        + " carry a 628-byte ticket over a pipe; the others carry none and use"
                        + " their own control socket.",
                Shape.LATENCY,
                c("C push", "push", n(), 1, 1),
                cases,
                SOCKETS);
    }

    private Group window(int w) throws IOException {
        List<Case> cases = new ArrayList<>();
        cases.add(baton("Baton", n(), warm(), 1, w));
        cases.add(channel("Baton SharedChannels → SocketChannel", n(), warm(), 1, w));
        cases.add(c(RAW, "raw", n(), 1, w));
        cases.add(junix("junixsocket → FileDescriptor", n(), 1, w, "fd"));
        cases.add(netty("Netty epoll → FileDescriptor", n(), w, "fd"));
        cases.add(python("CPython socket.send_fds → int", "send_fds", n(), 1, w));
        cases.add(node("Node child.send(socket)", n() / 8, w));
        return new Group(
                "window",
                w + " in flight",
                "",
                Shape.RATE,
                c("C push", "push", n(), 1, w),
                cases,
                "");
    }

    private Group batch(int size, int junixSize) throws IOException {
        int messages = n() / 10;
        List<Case> cases = new ArrayList<>();
        cases.add(baton(SHARED, messages, warm() / 10, size, 1));
        cases.add(channel("Baton SharedChannels", messages, warm() / 10, size, 1));
        cases.add(c(RAW, "raw", messages, size, 1));
        if (junixSize > 0) { // it refuses 62 and more with ENOBUFS, whatever the buffer size
            cases.add(junix("junixsocket, " + junixSize, messages, junixSize, 1, "fd"));
        }
        cases.add(python("CPython socket.send_fds", "send_fds", messages, size, 1));
        return new Group(
                "batch" + size,
                size + " sockets in a message",
                "One message, one acknowledgement, " + size + " tickets over the pipe.",
                Shape.RATE,
                c("C push", "push", messages, size, 1),
                cases,
                RAW);
    }

    private Group many() {
        String rounds = 60 / scale + "";
        Case base =
                many.map(c -> Case.of("C push", List.of(c.toString(), MANY + "", rounds)))
                        .orElseGet(() -> Case.missing("C push", "no C compiler"));
        List<Case> cases = new ArrayList<>();
        cases.add(Case.of(SHARED, Jvm.command(ManySource.class, MANY, rounds)));
        cases.add(c(RAW, "raw", n() / 10, 253, 1));
        return new Group(
                "many",
                "10 000 connections in one call",
                "All distinct and live; after each call each of Baton's is proven by a byte that"
                        + " its client receives. The rows without tickets hand over 16 connections"
                        + " in turn, 253 a message.",
                Shape.RATE,
                base,
                cases,
                RAW);
    }

    private Group move() {
        String rounds = 60 / scale + "";
        List<Case> cases = new ArrayList<>();
        cases.add(Case.of("Baton Handoff", Jvm.command(MoveSource.class, MANY, rounds)));
        cases.add(Case.of(SHARED, Jvm.command(ManySource.class, MANY, rounds)));
        return new Group(
                "move",
                "10 000 connections at a hand-over point",
                "Each with 1 KiB of context: opened at the target, acknowledged, released at the"
                        + " source, then proven by a byte that its client receives. The other rows"
                        + " carry no context and release nothing; those without tickets hand over"
                        + " 16 connections in turn, 253 a message.",
                Shape.RATE,
                c(RAW, "raw", n() / 10, 253, 1),
                cases,
                SHARED);
    }

    private Group echo() {
        List<Case> cases = new ArrayList<>();
        cases.add(ask("Winsock.send/recv", "winsock", ECHO_BYTES));
        cases.add(
                echo.map(program -> Case.of("C", ask(program)))
                        .orElseGet(() -> Case.missing("C", "no C compiler"))
                        .with(partner()));
        return new Group(
                "echo",
                "Blocking echo, " + ECHO_BYTES + " bytes",
                "Round trip on a blocking socket; the other end is "
                        + (echo.isPresent() ? "a C program." : "a JVM."),
                Shape.LATENCY,
                ask("JDK SocketChannel, blocking", "channel", ECHO_BYTES),
                cases,
                "");
    }

    private Group opened(String id, String what, String mode, int size) {
        return new Group(
                id,
                "A channel opened from a ticket, echo of " + what,
                "",
                Shape.LATENCY,
                ask("JDK SocketChannel", mode.isEmpty() ? "channel" : mode, size),
                List.of(
                        ask(
                                "SharedChannels.openSocketChannel",
                                mode.isEmpty() ? "opened" : "opened-" + mode,
                                size)),
                "");
    }

    private List<String> partner() {
        return echo.map(program -> List.of(program.toString(), "serve"))
                .orElseGet(() -> Jvm.command(EchoPartner.class));
    }

    private Case ask(String name, String mode, int size) {
        int warmUp = warm() / 2;
        return Case.of(name, Jvm.command(EchoClient.class, mode, Case.PORT, n(), warmUp, size))
                .with(partner());
    }

    private List<String> ask(Path program) {
        String size = Integer.toString(ECHO_BYTES);
        return List.of(program.toString(), "ask", Case.PORT, n() + "", n() / 5 + "", size);
    }

    private Group startUp() {
        List<Case> cases = new ArrayList<>();
        cases.add(start("source: first hand-over to a JVM that is up", "source"));
        cases.add(start("target: first opening, from a JVM that is up", "target"));
        cases.add(start("both sides in one new JVM", "self"));
        cases.add(start("source, with an AOT cache", "source+aot"));
        cases.add(start("both sides, with an AOT cache", "self+aot"));
        return new Group(
                "start",
                "Start-up to the first hand-over",
                "Whole processes, from start to exit, not pinned.",
                Shape.TIME,
                start("empty main", "empty"),
                cases,
                "");
    }

    private Case start(String name, String mode) {
        return Case.of(name, Jvm.command(StartUp.class, mode, 15 / scale)).unpinned();
    }

    private static Case baton(String name, int n, int warm, int batch, int window) {
        return Case.of(name, Jvm.command(BatonSource.class, n, warm, batch, window, "socket"));
    }

    private static Case channel(String name, int n, int warm, int batch, int window) {
        return Case.of(name, Jvm.command(BatonSource.class, n, warm, batch, window, "channel"));
    }

    private Case c(String name, String mode, int n, int batch, int window) {
        return floor.map(program ->
                        Case.of(
                                name,
                                List.of(
                                        program.toString(),
                                        mode,
                                        n + "",
                                        n / 5 + "",
                                        batch + "",
                                        window + "")))
                .orElseGet(() -> Case.missing(name, "no C compiler"));
    }

    private Case junix(String name, int n, int batch, int window, String as) {
        int warmUp = batch == 1 ? warm() : warm() / 10;
        return Case.of(name, Jvm.command(JunixSource.class, n, warmUp, batch, window, as));
    }

    private Case netty(String name, int n, int window, String as) {
        return Case.of(name, Jvm.command(NettySource.class, n, warm(), window, as));
    }

    private Case python(String name, String mode, int n, int batch, int window) throws IOException {
        Optional<Path> python = tools.find("python3");
        if (python.isEmpty()) {
            return Case.missing(name, "python3 is not installed");
        }
        String script = tools.unpack("python/peer.py").toString();
        return Case.of(
                name,
                List.of(
                        python.get().toString(),
                        script,
                        mode,
                        n + "",
                        n / 10 + "",
                        batch + "",
                        window + ""));
    }

    private Case node(String name, int n, int window) throws IOException {
        Optional<Path> node = tools.find("node");
        if (node.isEmpty()) {
            return Case.missing(name, "node is not installed");
        }
        String script = tools.unpack("node/peer.js").toString();
        return Case.of(name, List.of(node.get().toString(), script, n + "", n + "", window + ""));
    }
}
