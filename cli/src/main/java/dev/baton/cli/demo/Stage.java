package dev.baton.cli.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * The processes of the play, and the wire between them: what source and target have to tell each
 * other goes through the pipes of their parent, at once and unread.
 */
final class Stage implements AutoCloseable {
    private final Mailbox mailbox = new Mailbox();
    private final List<Child> children = new CopyOnWriteArrayList<>();
    private final Thread hook = new Thread(() -> children.forEach(Child::kill));
    private final Deadline deadline;
    private final Child client;
    private final Child target;
    private volatile Child source;
    private final Child crowdSource;

    /** Starts a client, a target, a source for one connection and one for a crowd of them. */
    Stage(Duration limit, int crowd) throws DemoFailure {
        this.deadline = Deadline.in(limit);
        // Ctrl-C and kill end the children too.
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            this.client = start(Role.CLIENT);
            this.source = start(Role.SOURCE, "1");
            this.target = start(Role.TARGET);
            this.crowdSource = start(Role.SOURCE, Integer.toString(crowd));
        } catch (DemoFailure e) {
            close();
            throw e;
        }
    }

    private Child start(Role role, String... more) throws DemoFailure {
        List<String> args = new ArrayList<>(List.of(role.name()));
        args.addAll(List.of(more));
        Child child = Child.start(role.label(), ChildJvm.of(DemoChild.class, args), this::receive);
        children.add(child);
        return child;
    }

    Child client() {
        return client;
    }

    /** The source at work. */
    Child source() {
        return source;
    }

    Child target() {
        return target;
    }

    Child crowdSource() {
        return crowdSource;
    }

    /** The first source has ended: now the one with many connections is at work. */
    void changeSource() {
        source = crowdSource;
    }

    private void receive(Child from, Frame frame) {
        switch (frame.kind()) {
            case PID_REQUEST -> forward(from, frame, target);
            case TICKETS -> {
                forward(from, frame, target);
                mailbox.post(from, frame);
            }
            case PID_ANSWER, TAKEN -> forward(from, frame, source);
            default -> mailbox.post(from, frame);
        }
    }

    private void forward(Child from, Frame frame, Child to) {
        try {
            to.send(frame);
        } catch (IOException e) {
            String why =
                    "it does not take " + frame.kind() + " of the " + from + ": " + e.getMessage();
            mailbox.post(to, Frame.text(Frame.Kind.FAILED, why));
        }
    }

    /** Tells a child to do something. */
    void tell(Child child, Frame frame) throws DemoFailure, InterruptedException {
        try {
            child.send(frame);
        } catch (IOException e) {
            throw new DemoFailure(
                    "the " + child + " does not take " + frame + ": " + e.getMessage(),
                    child.lastWords());
        }
    }

    /** Waits until a child is up: the port of its listener, or 0. */
    int awaitReady(Child child) throws DemoFailure, InterruptedException, IOException {
        return await(child, Frame.Kind.READY).open().readInt();
    }

    /** Waits for a frame of a kind. */
    Frame await(Child child, Frame.Kind kind) throws DemoFailure, InterruptedException {
        Predicate<Frame> wanted = frame -> frame.kind() == kind;
        return mailbox.await(child, wanted, "the " + child + " sends " + kind, deadline);
    }

    /** Waits for a step of the scenario. */
    Step awaitStep(Child child, int number) throws DemoFailure, InterruptedException {
        Predicate<Frame> wanted = frame -> Step.is(frame, number);
        String what = "the " + child + " makes step " + number;
        try {
            return Step.read(mailbox.await(child, wanted, what, deadline).open());
        } catch (IOException e) {
            throw new DemoFailure("step " + number + " is unreadable", e);
        }
    }

    /** Waits for the end of a child that has done its part. */
    void awaitEnd(Child child) throws DemoFailure, InterruptedException {
        if (child.exitCode(deadline) != 0) {
            throw new DemoFailure("the " + child + " has failed", child.lastWords());
        }
    }

    @Override
    public void close() {
        children.parallelStream().forEach(Child::close);
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is shutting down: the hook is at work.
            children.forEach(Child::kill);
        }
    }
}
