package dev.baton.testkit;

import java.io.IOException;

/** The program of a {@link Peer}: makes the calls it is sent. */
public final class ConformancePeer {
    private ConformancePeer() {}

    /**
     * Runs until the parent closes the pipe.
     *
     * @param arguments none
     * @throws IOException if the pipe breaks
     */
    public static void main(String[] arguments) throws IOException {
        ChildLoop.serve(request -> CallRunner.run(Call.decode(request)).encode());
    }
}
