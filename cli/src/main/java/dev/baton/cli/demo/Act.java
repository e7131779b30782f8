package dev.baton.cli.demo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What both acts of the demo have in common: one source, one client, steps and a report. */
abstract class Act {
    private final Stage stage;
    private final Child source;
    private final Narrator narrator;
    private final List<Step> steps = new ArrayList<>();

    Act(Stage stage, Child source, Narrator narrator) {
        this.stage = stage;
        this.source = source;
        this.narrator = narrator;
    }

    final Stage stage() {
        return stage;
    }

    final Child source() {
        return source;
    }

    final Narrator narrator() {
        return narrator;
    }

    /** Lets the client connect and begin to talk. */
    final void connect(int port, int count, int intervalMicros, int window)
            throws DemoFailure, InterruptedException {
        stage.tell(
                stage.client(),
                Frame.of(
                        Frame.Kind.CONNECT,
                        out -> {
                            out.writeInt(port);
                            out.writeInt(count);
                            out.writeInt(intervalMicros);
                            out.writeInt(window);
                        }));
        stage.await(stage.client(), Frame.Kind.CONNECTED);
        stage.await(source, Frame.Kind.CONNECTED);
    }

    /** Waits for so many more answers on each connection: the longest pause since the last time. */
    final long talk(long answers) throws DemoFailure, InterruptedException, IOException {
        stage.tell(stage.client(), Frame.of(Frame.Kind.AWAIT, out -> out.writeLong(answers)));
        return stage.await(stage.client(), Frame.Kind.PROGRESS).open().readLong();
    }

    /** Waits for a step and tells of it. */
    final void step(int number) throws DemoFailure, InterruptedException {
        Role role = Step.role(number);
        Child actor = role == Role.TARGET ? stage.target() : source;
        Step step = stage.awaitStep(actor, number);
        steps.add(step);
        narrator.step(role, actor.pid(), step);
    }

    /** Waits until the source has closed all it had, and ended. */
    final Move end() throws DemoFailure, InterruptedException, IOException {
        Move move = Move.read(stage.await(source, Frame.Kind.DONE).open());
        stage.awaitEnd(source);
        narrator.meanwhile("source " + source.pid() + " has ended, exit code 0");
        return move;
    }

    /** Ends the conversations. */
    final Scene scene(Move move, Pauses pauses)
            throws DemoFailure, InterruptedException, IOException {
        stage.tell(stage.client(), Frame.of(Frame.Kind.FINISH));
        Report report = Report.read(stage.await(stage.client(), Frame.Kind.REPORT).open());
        return new Scene(source.pid(), stage.target().pid(), steps, move, pauses, report);
    }
}
