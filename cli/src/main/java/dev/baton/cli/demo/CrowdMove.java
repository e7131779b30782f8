package dev.baton.cli.demo;

import dev.baton.cli.text.Units;
import java.io.IOException;

/** The second act: many live connections move in one call. */
final class CrowdMove extends Act {
    private static final int INTERVAL_MICROS = 50_000;
    private static final int MICROS_PER_MILLI = 1000;
    private static final int WINDOW = 2;
    private static final int WHILE = 4;

    CrowdMove(Stage stage, Child source, Narrator narrator) {
        super(stage, source, narrator);
    }

    Scene play(int port, int connections) throws DemoFailure, InterruptedException, IOException {
        connect(port, connections, INTERVAL_MICROS, WINDOW);
        talk(WHILE);
        long before = talk(WHILE);
        narrator()
                .meanwhile(
                        Units.count(connections, "conversation")
                                + ", a message every "
                                + INTERVAL_MICROS / MICROS_PER_MILLI
                                + " ms each; now all of them move");
        stage().tell(source(), Frame.of(Frame.Kind.HANDOFF));
        step(5);
        step(10);
        step(8);
        Move move = end();
        long across = talk(WHILE);
        long after = talk(WHILE);
        return scene(move, new Pauses(before, across, after));
    }
}
