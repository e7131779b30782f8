package dev.baton.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How many descriptors a process may have.
 *
 * @param soft the limit in force; a JVM raises it to the hard one when it starts
 * @param hard how far it may be raised; {@link Long#MAX_VALUE} if without end or unknown
 */
public record DescriptorLimit(long soft, long hard) {
    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final String NAME = "Max open files";

    /** The limit of this process. */
    public static DescriptorLimit current() {
        try {
            return parse(Files.readAllLines(LIMITS));
        } catch (IOException e) {
            // Not Linux, or no /proc: nothing is known.
            return new DescriptorLimit(Long.MAX_VALUE, Long.MAX_VALUE);
        }
    }

    /** Reads the lines of {@code /proc/PID/limits}. */
    static DescriptorLimit parse(List<String> lines) {
        for (String line : lines) {
            if (line.startsWith(NAME)) {
                String[] words = line.substring(NAME.length()).strip().split("\\s+", -1);
                return new DescriptorLimit(number(words[0]), number(words[1]));
            }
        }
        return new DescriptorLimit(Long.MAX_VALUE, Long.MAX_VALUE);
    }

    private static long number(String word) {
        return word.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(word);
    }
}
