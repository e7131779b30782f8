package dev.baton.bench;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What the command line asks for.
 *
 * @param rounds how often each case runs, 1 or more
 * @param place where source and target run
 * @param only cases whose "group/case" matches are run
 * @param quick small numbers: shows that everything works, measures nothing worth quoting
 * @param json where the rows go as well, if anywhere
 */
record Options(int rounds, Placement place, Pattern only, boolean quick, Optional<Path> json) {
    static final String USAGE =
            """
            usage: bench/run [layers | events] [--rounds N] [--place same|split] [--only REGEX]
                             [--quick] [--json FILE]
              layers         what layers cost a call, instead of what a hand-over costs
              events         how soon a program hears of what happens to its sockets
              --rounds N     runs every case N times, interleaved (5; 1 with --quick)
              --place P      same: source and target on one processor (default); split: on two
              --only REGEX   only the cases whose "group/case" contains a match
              --quick        a fifth of the hand-overs: does everything work?
              --json FILE    every single run as a JSON array as well
            """;

    static Options parse(String... args) {
        int rounds = 0;
        Placement place = Placement.SAME;
        Pattern only = Pattern.compile("");
        boolean quick = false;
        Optional<Path> json = Optional.empty();
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--rounds" -> rounds = positive(value(args, ++i));
                case "--place" -> place = Placement.of(value(args, ++i));
                case "--only" -> only = regex(value(args, ++i));
                case "--quick" -> quick = true;
                case "--json" -> json = Optional.of(Path.of(value(args, ++i)));
                default -> throw new IllegalArgumentException("unknown option " + args[i]);
            }
        }
        return new Options(rounds > 0 ? rounds : quick ? 1 : 5, place, only, quick, json);
    }

    private static String value(String[] args, int i) {
        if (i == args.length) {
            throw new IllegalArgumentException(args[i - 1] + " needs a value");
        }
        return args[i];
    }

    private static int positive(String text) {
        try {
            int n = Integer.parseInt(text);
            if (n > 0) {
                return n;
            }
        } catch (NumberFormatException e) {
            // falls through to the message below
        }
        throw new IllegalArgumentException("--rounds " + text + ": not a positive number");
    }

    private static Pattern regex(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("--only: " + e.getMessage(), e);
        }
    }
}
