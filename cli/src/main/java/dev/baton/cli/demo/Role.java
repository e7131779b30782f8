package dev.baton.cli.demo;

import java.util.Locale;

/** The parts of the play. */
enum Role {
    /** Holds the connections and checks every byte. */
    CLIENT,
    /** Accepts the connections, serves them, hands them over. */
    SOURCE,
    /** Takes the connections over and serves on. */
    TARGET;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
