package dev.baton.cli.demo;

import dev.baton.winsock.struct.ProtocolInfo;

/** Hears the demo as it happens. */
public interface Narrator {
    /** Says nothing. */
    Narrator SILENT = new Narrator() {};

    /** The processes are up. */
    default void begin(long client, long source, long target) {}

    /** Something happened between two steps. */
    default void meanwhile(String what) {}

    /** A step was made. */
    default void step(Role role, long pid, Step step) {}

    /** The structure that step 5 filled. */
    default void structure(ProtocolInfo info) {}

    /** The conversation has ended. */
    default void conversation(Scene scene) {}

    /** Many connections are about to be made and moved. */
    default void crowd(int connections, long source) {}

    /** All conversations have ended. */
    default void conversations(Scene scene) {}

    /** All is done. */
    default void end(DemoResult result) {}
}
