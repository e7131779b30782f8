package dev.baton.testkit.model;

import dev.baton.testkit.ChildLoop;
import java.io.IOException;

/** The program of a {@link Site} elsewhere. */
final class SiteProgram {
    private SiteProgram() {}

    /**
     * Runs until the parent closes the pipe.
     *
     * @param arguments none
     * @throws IOException if the pipe breaks
     */
    public static void main(String[] arguments) throws IOException {
        var calls = new SiteCalls();
        ChildLoop.serve(request -> calls.perform(Action.decode(request)).encode());
    }
}
