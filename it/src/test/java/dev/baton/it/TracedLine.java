package dev.baton.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of the layer {@code trace}, in either form.
 *
 * @param call the entry
 * @param arguments by name
 * @param result what it returned
 */
record TracedLine(String call, Map<String, String> arguments, String result) {
    private static final Pattern HUMAN =
            Pattern.compile(
                    "\\d\\d:\\d\\d:\\d\\d\\.\\d{6} \\[[^]]+] (\\w+)\\((.*)\\) = (\\w+)"
                            + "( WSA\\w+)?(, \\d+ bytes)? in \\d+ µs");
    private static final Pattern HUMAN_ARGUMENT = Pattern.compile("(\\w+)=(.*?)(?:, (?=\\w+=)|$)");

    private static final String TEXT =
            "\"((?:[^\"\\\\\\p{Cntrl}]|\\\\[\"\\\\]|\\\\u[0-9a-f]{4})*)\"";
    private static final Pattern JSON_ARGUMENT = Pattern.compile(TEXT + ":" + TEXT + "(?:,|$)");
    private static final Pattern JSON =
            Pattern.compile(
                    "\\{\"time\":\"[^\"]+Z\",\"thread\":\"[^\"]+\",\"call\":\"(\\w+)\","
                            + "\"arguments\":\\{(.*)},\"result\":\"(\\w+)\"(,\"error\":\"\\w+\")?"
                            + "(,\"bytes\":\\d+)?,\"microseconds\":\\d+}");

    /** Reads a file whose lines are all of that form. */
    static List<TracedLine> read(Path file, String form) {
        boolean json = form.equals("json");
        try {
            return Files.readAllLines(file).stream()
                    .map(line -> json ? parse(line, JSON, JSON_ARGUMENT) : parse(line))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TracedLine parse(String line) {
        return parse(line, HUMAN, HUMAN_ARGUMENT);
    }

    private static TracedLine parse(String line, Pattern whole, Pattern argument) {
        Matcher parts = whole.matcher(line);
        if (!parts.matches()) {
            throw new AssertionError("not a line of this form: " + line);
        }
        String text = parts.group(2);
        Map<String, String> arguments = new LinkedHashMap<>();
        Matcher each = argument.matcher(text);
        int end = 0;
        while (end < text.length() && each.find(end) && each.start() == end) {
            arguments.put(each.group(1), each.group(2).replaceAll("\\\\([\"\\\\])", "$1"));
            end = each.end();
        }
        if (end != text.length()) {
            throw new AssertionError("arguments that can't be read: " + text.substring(end));
        }
        return new TracedLine(parts.group(1), arguments, parts.group(3));
    }

    String argument(String name) {
        String value = arguments.get(name);
        if (value == null) {
            throw new AssertionError(call + " has no argument " + name + " but " + arguments);
        }
        return value;
    }
}
