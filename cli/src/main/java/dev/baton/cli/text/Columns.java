package dev.baton.cli.text;

/** Breaks long lines. */
public final class Columns {
    private Columns() {}

    /**
     * Breaks a text at spaces so that the first line has at most {@code width} characters and the
     * others, without their indentation, likewise; a longer word stays whole.
     */
    public static String wrap(String text, int width, String indent) {
        StringBuilder out = new StringBuilder();
        int used = 0;
        for (String word : text.split(" ", -1)) {
            if (used > 0 && used + 1 + word.length() > width) {
                out.append(System.lineSeparator()).append(indent);
                used = 0;
            } else if (out.length() > 0) {
                out.append(' ');
                used++;
            }
            out.append(word);
            used += word.length();
        }
        return out.toString();
    }
}
