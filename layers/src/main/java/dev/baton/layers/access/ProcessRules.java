package dev.baton.layers.access;

import dev.baton.layers.LayerProperty;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Which processes may get a duplicate. This one always may: it has the socket. */
final class ProcessRules {
    /** Nobody may. */
    static final ProcessRules NONE = new ProcessRules(new LayerProperty(""), "none");

    private static final int LONGEST = 10;

    private final Set<Long> pids = new HashSet<>();
    private boolean all;
    private boolean children;
    private boolean siblings;

    /**
     * Reads a property.
     *
     * @throws IllegalArgumentException if a rule can't be understood
     */
    ProcessRules(LayerProperty property, String text) {
        for (String each : text.split(",", -1)) {
            String rule = each.strip();
            switch (rule) {
                case "all" -> all = true;
                case "children" -> children = true;
                case "siblings" -> siblings = true;
                case "none" -> {
                    if (!text.equals(rule)) {
                        throw property.bad(text, "none alone");
                    }
                }
                default -> {
                    if (!rule.matches("[0-9]{1," + LONGEST + "}")) {
                        throw property.bad(
                                rule,
                                "all, none, or a list of process ids, children and siblings with"
                                        + " commas between");
                    }
                    pids.add(Long.valueOf(rule));
                }
            }
        }
    }

    /** Whether a process may get one. */
    boolean allows(int dwProcessId) {
        return allows(Integer.toUnsignedLong(dwProcessId), ProcessHandle.current());
    }

    boolean allows(long pid, ProcessHandle self) {
        return all
                || pid == self.pid()
                || pids.contains(pid)
                || (children && descends(pid, self))
                || (siblings && sibling(pid, self));
    }

    private static boolean descends(long pid, ProcessHandle from) {
        Optional<ProcessHandle> above = ProcessHandle.of(pid).flatMap(ProcessHandle::parent);
        while (above.isPresent()) {
            if (above.get().equals(from)) {
                return true;
            }
            above = above.get().parent();
        }
        return false;
    }

    private static boolean sibling(long pid, ProcessHandle self) {
        Optional<ProcessHandle> parent = self.parent();
        return parent.isPresent()
                && ProcessHandle.of(pid).flatMap(ProcessHandle::parent).equals(parent);
    }
}
