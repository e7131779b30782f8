package dev.baton.layers.fault;

import dev.baton.layers.Entry;
import dev.baton.layers.LayerProperty;
import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.ErrorNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The options.
 *
 * @param seed what every decision follows from
 * @param delay which calls are delayed
 * @param shortened probability
 * @param errors which calls fail
 * @param drop probability
 */
record FaultPlan(
        long seed, Delay delay, double shortened, List<InjectedError> errors, double drop) {
    private static final String PROBABILITY = "a probability, 0 to 1";
    private static final Pattern DELAY = Pattern.compile("([^:]+):(\\d{1,7})-(\\d{1,7})");

    /**
     * A delay.
     *
     * @param probability of a call
     * @param least milliseconds
     * @param most milliseconds
     */
    record Delay(double probability, int least, int most) {}

    /**
     * An error.
     *
     * @param entry of which calls
     * @param probability of each
     * @param code what it fails with
     */
    record InjectedError(Entry entry, double probability, int code) {}

    /** One for the process, so that the chains that log it log the same. */
    private static final class RandomSeed {
        static final long VALUE = new SplittableRandom().nextLong();
    }

    static FaultPlan read() {
        return new FaultPlan(
                seed(option("seed")),
                delay(option("delay")),
                probability(option("short")),
                errors(option("error")),
                probability(option("drop")));
    }

    /** Whether any call can meet a fault. */
    boolean faulty() {
        return delay.probability() > 0 || shortened > 0 || !errors.isEmpty() || drop > 0;
    }

    private static LayerProperty option(String name) {
        return LayerProperty.of("fault", name);
    }

    private static long seed(LayerProperty option) {
        Optional<String> text = option.value();
        if (text.isEmpty()) {
            return RandomSeed.VALUE;
        }
        try {
            return Long.parseLong(text.get());
        } catch (NumberFormatException e) {
            throw option.bad(text.get(), "a whole number of 64 bits", e);
        }
    }

    private static Delay delay(LayerProperty option) {
        String text = option.or("0:0-0");
        Matcher parts = DELAY.matcher(text);
        if (parts.matches()) {
            double probability = probability(parts.group(1));
            int least = Integer.parseInt(parts.group(2));
            int most = Integer.parseInt(parts.group(3));
            if (probability >= 0 && least <= most) {
                return new Delay(probability, least, most);
            }
        }
        throw option.bad(text, PROBABILITY + ", and milliseconds from and to, such as 0.1:5-20");
    }

    private static double probability(LayerProperty option) {
        String text = option.or("0");
        double probability = probability(text);
        if (probability < 0) {
            throw option.bad(text, PROBABILITY);
        }
        return probability;
    }

    /** Negative if it is none. */
    private static double probability(String text) {
        try {
            double value = Double.parseDouble(text);
            return value >= 0 && value <= 1 ? value : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static List<InjectedError> errors(LayerProperty option) {
        Optional<String> all = option.value();
        if (all.isEmpty()) {
            return List.of();
        }
        List<InjectedError> errors = new ArrayList<>();
        for (String each : all.get().split(",", -1)) {
            errors.add(error(option, each.strip()));
        }
        return List.copyOf(errors);
    }

    private static InjectedError error(LayerProperty option, String text) {
        String[] parts = text.split(":", -1);
        if (parts.length == 3) {
            Entry entry = Entry.named(parts[0]).orElse(Entry.WSPCleanup);
            double probability = probability(parts[1]);
            int code = code(parts[2]);
            // The end of everything can't be refused.
            if (entry != Entry.WSPCleanup && probability >= 0 && code != 0) {
                return new InjectedError(entry, probability, code);
            }
        }
        throw option.bad(
                text,
                "an entry other than WSPCleanup, "
                        + PROBABILITY
                        + " and an error, such as WSPSend:0.01:WSAECONNRESET,WSPConnect:1:WSAETIMEDOUT");
    }

    private static int code(String name) {
        try {
            int code = Constants.class.getField(name).getInt(null);
            return ErrorNames.name(code).startsWith(name + " (") ? code : 0;
        } catch (NoSuchFieldException | IllegalAccessException | IllegalArgumentException e) {
            return 0;
        }
    }
}
