package dev.baton.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** On which processors the two processes of a measurement run. */
enum Placement {
    /**
     * Both on one processor: the cost in CPU time, and the only stable setting on a small machine.
     */
    SAME,
    /** One each: includes waking an idle processor, twice a hand-over. */
    SPLIT;

    static Placement of(String name) {
        return switch (name) {
            case "same" -> SAME;
            case "split" -> SPLIT;
            default ->
                    throw new IllegalArgumentException(
                            "--place " + name + ": the placements are same and split");
        };
    }

    /** The processors of source and target, in this order. */
    List<Integer> cpus() {
        List<Integer> allowed = allowedCpus();
        if (this == SAME) {
            return List.of(allowed.getFirst(), allowed.getFirst());
        }
        if (allowed.size() < 2) {
            throw new IllegalStateException("--place split needs two processors, here is one");
        }
        return allowed.subList(0, 2);
    }

    // A container may not be allowed to use CPU 0, so ask which ones are ours.
    private static List<Integer> allowedCpus() {
        List<Integer> cpus = new ArrayList<>();
        for (String range : statusLine("Cpus_allowed_list:").split(",", -1)) {
            String[] ends = range.split("-", -1);
            int last = Integer.parseInt(ends[ends.length - 1]);
            for (int cpu = Integer.parseInt(ends[0]); cpu <= last; cpu++) {
                cpus.add(cpu);
            }
        }
        return cpus;
    }

    private static String statusLine(String key) {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith(key))
                    .map(line -> line.substring(key.length()).strip())
                    .findFirst()
                    .orElse("0");
        } catch (IOException e) {
            return "0"; // no /proc: the first processor exists on any machine
        }
    }
}
