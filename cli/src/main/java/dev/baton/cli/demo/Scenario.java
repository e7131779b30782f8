package dev.baton.cli.demo;

import dev.baton.cli.text.Units;
import dev.baton.winsock.struct.ProtocolInfo;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The first act: the hand-off scenario of WSPDuplicateSocket, steps 1 to 10. */
final class Scenario extends Act {
    private static final int WINDOW = 4;
    private static final int WARM_UP = 2000;
    private static final int WHILE = 2000;

    private @Nullable ProtocolInfo structure;

    Scenario(Stage stage, Child source, Narrator narrator) {
        super(stage, source, narrator);
    }

    Scene play(int port) throws DemoFailure, InterruptedException, IOException {
        connect(port, 1, 0, WINDOW);
        step(1);
        // The first messages find a cold JVM; the pauses are to be those of a server at work.
        talk(WARM_UP);
        long before = talk(WHILE);
        narrator()
                .meanwhile(
                        "the client has had "
                                + Units.count(WARM_UP + WHILE)
                                + " answers and goes on without a stop");
        stage().tell(source(), Frame.of(Frame.Kind.HANDOFF));
        step(2);
        step(3);
        step(4);
        step(5);
        ProtocolInfo info =
                ProtocolInfo.ofBytes(stage().await(source(), Frame.Kind.TICKETS).body());
        structure = info;
        narrator().structure(info);
        step(6);
        step(7);
        step(8);
        step(9);
        long across = talk(WHILE);
        step(10);
        Move move = end();
        long after = talk(WHILE);
        return scene(move, new Pauses(before, across, after));
    }

    /** The structure of step 5. */
    ProtocolInfo structure() {
        if (structure == null) {
            throw new IllegalStateException("not played yet");
        }
        return structure;
    }
}
