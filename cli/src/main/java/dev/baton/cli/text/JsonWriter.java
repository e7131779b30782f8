package dev.baton.cli.text;

import java.util.Locale;

/** Writes one JSON value, in the order of the calls, on one line. */
public final class JsonWriter {
    private final StringBuilder out = new StringBuilder();
    private boolean needsComma;

    /** Begins an object, as a value. */
    public JsonWriter beginObject() {
        return begin('{');
    }

    /** Ends the object begun last. */
    public JsonWriter endObject() {
        return end('}');
    }

    /** Begins an array, as a value. */
    public JsonWriter beginArray() {
        return begin('[');
    }

    /** Ends the array begun last. */
    public JsonWriter endArray() {
        return end(']');
    }

    /** Writes the name of the next value. */
    public JsonWriter name(String name) {
        comma();
        quote(name);
        out.append(':');
        needsComma = false;
        return this;
    }

    /** Writes a text. */
    public JsonWriter value(String text) {
        comma();
        quote(text);
        needsComma = true;
        return this;
    }

    /** Writes a whole number. */
    public JsonWriter value(long number) {
        return raw(Long.toString(number));
    }

    /** Writes true or false. */
    public JsonWriter value(boolean truth) {
        return raw(Boolean.toString(truth));
    }

    /** Writes a number with three decimals; what JSON has no number for becomes null. */
    public JsonWriter value(double number) {
        return raw(Double.isFinite(number) ? String.format(Locale.ROOT, "%.3f", number) : "null");
    }

    /** Writes a named text. */
    public JsonWriter field(String name, String text) {
        return name(name).value(text);
    }

    /** Writes a named whole number. */
    public JsonWriter field(String name, long number) {
        return name(name).value(number);
    }

    /** Writes a named number. */
    public JsonWriter field(String name, double number) {
        return name(name).value(number);
    }

    /** Writes a named truth. */
    public JsonWriter field(String name, boolean truth) {
        return name(name).value(truth);
    }

    /** Returns what was written so far. */
    @Override
    public String toString() {
        return out.toString();
    }

    private JsonWriter begin(char bracket) {
        comma();
        out.append(bracket);
        needsComma = false;
        return this;
    }

    private JsonWriter end(char bracket) {
        out.append(bracket);
        needsComma = true;
        return this;
    }

    private JsonWriter raw(String text) {
        comma();
        out.append(text);
        needsComma = true;
        return this;
    }

    private void comma() {
        if (needsComma) {
            out.append(',');
        }
    }

    private void quote(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                default -> {
                    // Escaped, a control or a lone surrogate survives any encoding of the output.
                    if (c < ' ' || c > '~') {
                        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
