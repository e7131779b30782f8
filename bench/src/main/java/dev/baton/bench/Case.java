package dev.baton.bench;

import java.util.List;

/**
 * One row of a table: a program that plays both processes and prints one {@link Result}.
 *
 * @param command empty where the case can't run here
 * @param partner a server started beside it, which prints its port; empty for none. {@link #PORT}
 *     in the command stands for that port
 * @param pinned whether the placement applies
 * @param missing why the case can't run here; empty where it can
 */
record Case(
        String name, List<String> command, List<String> partner, boolean pinned, String missing) {
    static final String PORT = "{port}";

    static Case of(String name, List<String> command) {
        return new Case(name, command, List.of(), true, "");
    }

    static Case missing(String name, String why) {
        return new Case(name, List.of(), List.of(), true, why);
    }

    Case with(List<String> server) {
        return new Case(name, command, server, pinned, missing);
    }

    Case unpinned() {
        return new Case(name, command, partner, false, missing);
    }

    boolean runnable() {
        return missing.isEmpty();
    }
}
