package dev.baton.cli.doctor;

/**
 * One thing that was looked at.
 *
 * @param name what
 * @param verdict how it stands
 * @param found what was found
 * @param remedy what to change, empty if nothing
 */
public record Check(String name, Verdict verdict, String found, String remedy) {
    /** How a thing stands. */
    public enum Verdict {
        /** As it should be. */
        GOOD,
        /** Works, with a limit. */
        LIMITED,
        /** Baton can't work so. */
        BAD
    }

    static Check good(String name, String found) {
        return new Check(name, Verdict.GOOD, found, "");
    }

    static Check limited(String name, String found, String remedy) {
        return new Check(name, Verdict.LIMITED, found, remedy);
    }

    static Check bad(String name, String found, String remedy) {
        return new Check(name, Verdict.BAD, found, remedy);
    }
}
