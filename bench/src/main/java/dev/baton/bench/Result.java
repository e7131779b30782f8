package dev.baton.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What one run of one case reported: its line {@code result key=number key=number …}. */
record Result(Map<String, Double> values) {
    static final String PREFIX = "result ";

    static Optional<Result> in(String output) {
        return output.lines().filter(line -> line.startsWith(PREFIX)).findFirst().map(Result::of);
    }

    private static Result of(String line) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (String pair : line.substring(PREFIX.length()).split(" ", -1)) {
            int equals = pair.indexOf('=');
            values.put(pair.substring(0, equals), Double.valueOf(pair.substring(equals + 1)));
        }
        return new Result(values);
    }

    double value(String key) {
        Double value = values.get(key);
        return value == null ? Double.NaN : value;
    }
}
