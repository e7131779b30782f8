package dev.baton.cli.demo;

import dev.baton.cli.sockets.WinsockFailure;
import java.io.IOException;
import java.util.Arrays;

/** The entry of the processes that play the scenario: started by {@link Demo}, not by people. */
public final class DemoChild {
    private static final int DONE = 0;
    private static final int FAILED = 1;

    private DemoChild() {}

    /**
     * Plays a part.
     *
     * @param args name of a {@link Role}, then for the source how many connections to accept
     */
    public static void main(String[] args) {
        int code = DONE;
        try (ParentLink parent = ParentLink.open()) {
            code = play(parent, args);
        }
        System.exit(code);
    }

    private static int play(ParentLink parent, String... args) {
        try {
            playRole(parent, args);
            return DONE;
        } catch (WinsockFailure e) {
            // The message says all.
            parent.send(Frame.text(Frame.Kind.FAILED, String.valueOf(e.getMessage())));
        } catch (IOException | InterruptedException | RuntimeException e) {
            e.printStackTrace();
            parent.send(Frame.text(Frame.Kind.FAILED, e.toString()));
        }
        return FAILED;
    }

    private static void playRole(ParentLink parent, String... args)
            throws IOException, InterruptedException {
        switch (Role.valueOf(args[0])) {
            case CLIENT -> DemoClient.run(parent);
            case SOURCE -> DemoSource.run(parent, Integer.parseInt(args[1]));
            case TARGET -> DemoTarget.run(parent);
            default -> throw new IllegalArgumentException(Arrays.toString(args));
        }
    }
}
