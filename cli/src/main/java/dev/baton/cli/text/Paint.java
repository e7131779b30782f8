package dev.baton.cli.text;

/**
 * Colours of a terminal, or none.
 *
 * @param enabled whether the output goes to a terminal that takes them
 */
public record Paint(boolean enabled) {
    private static final String OFF = "\u001b[0m";
    // Cyan, yellow, green: readable on black and on white, and told apart without red.
    private static final String[] ACTORS = {"36", "33", "32"};

    /** For headings and step numbers. */
    public String strong(String text) {
        return in("1", text);
    }

    /** For what may be skipped. */
    public String faint(String text) {
        return in("2", text);
    }

    /** For success. */
    public String good(String text) {
        return in("1;32", text);
    }

    /** For what the reader may want to change. */
    public String warn(String text) {
        return in("1;33", text);
    }

    /** For failure. */
    public String bad(String text) {
        return in("1;31", text);
    }

    /** For one of several actors: 0, 1, 2. */
    public String actor(int number, String text) {
        return in(ACTORS[number], text);
    }

    private String in(String code, String text) {
        return enabled ? "\u001b[" + code + "m" + text + OFF : text;
    }
}
