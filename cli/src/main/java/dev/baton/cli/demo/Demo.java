package dev.baton.cli.demo;

import dev.baton.cli.doctor.DescriptorLimit;
import dev.baton.cli.text.Units;
import java.io.IOException;
import java.time.Duration;

/** The demo: two acts with the processes that play them. */
public final class Demo {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int OTHER_DESCRIPTORS = 100;

    private final int connections;
    private final Narrator narrator;
    private final long begin = System.nanoTime();

    /** Prepares a demo that moves so many connections at once in its second act. */
    public Demo(int connections, Narrator narrator) {
        this.connections = connections;
        this.narrator = narrator;
    }

    /**
     * Plays it.
     *
     * @return what happened; also if something was lost
     * @throws DemoFailure if it could not be played to its end
     */
    public DemoResult play() throws DemoFailure {
        checkLimit();
        try (Stage stage = new Stage(LIMIT, connections)) {
            return play(stage);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailure("interrupted", e);
        } catch (IOException e) {
            throw new DemoFailure("a process sent what can't be read: " + e.getMessage(), e);
        }
    }

    private void checkLimit() throws DemoFailure {
        long limit = DescriptorLimit.current().hard();
        long need = (long) connections + OTHER_DESCRIPTORS;
        if (limit < need) {
            throw new DemoFailure(
                    "each process needs "
                            + Units.count(need)
                            + " descriptors and may have "
                            + Units.count(limit)
                            + ": raise the limit (ulimit -n) or choose a smaller --connections");
        }
    }

    private DemoResult play(Stage stage) throws DemoFailure, InterruptedException, IOException {
        long client = stage.client().pid();
        int port = stage.awaitReady(stage.source());
        stage.awaitReady(stage.client());
        stage.awaitReady(stage.target());
        int crowdPort = stage.awaitReady(stage.crowdSource());
        narrator.begin(client, stage.source().pid(), stage.target().pid());

        Scenario scenario = new Scenario(stage, stage.source(), narrator);
        Scene one = scenario.play(port);
        narrator.conversation(one);
        if (one.report().losses() > 0) {
            throw new DemoFailure(
                    "the client lost what must not be lost: " + one.report().lossText());
        }

        stage.changeSource();
        narrator.crowd(connections, stage.source().pid());
        Scene crowd = new CrowdMove(stage, stage.source(), narrator).play(crowdPort, connections);
        narrator.conversations(crowd);

        DemoResult result =
                new DemoResult(client, scenario.structure(), one, crowd, System.nanoTime() - begin);
        narrator.end(result);
        return result;
    }
}
