package dev.baton.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The descriptor table of a process, from {@code /proc}: Linux only, see {@link #isAvailable}.
 *
 * @param pid the process
 * @param descriptors its descriptors by number
 */
public record DescriptorSnapshot(long pid, SortedMap<Integer, Descriptor> descriptors) {
    private static final int O_CLOEXEC = 02000000;

    /**
     * One descriptor.
     *
     * @param number its number
     * @param target what it refers to, {@code socket:[4711]} for a socket of inode 4711
     * @param closeOnExec whether {@code exec} closes it
     */
    public record Descriptor(int number, String target, boolean closeOnExec) {
        /**
         * Tells what it is without saying which one.
         *
         * @return the target without its inode number
         */
        public String kind() {
            return target.replaceAll("\\[\\d+]", "");
        }

        /**
         * Tells whether it is a socket.
         *
         * @return true for every socket family
         */
        public boolean isSocket() {
            return target.startsWith("socket:");
        }

        @Override
        public String toString() {
            return number + " -> " + target + (closeOnExec ? "" : " (survives exec)");
        }
    }

    /**
     * Tells whether this system has descriptor tables to look at.
     *
     * @return true on Linux
     */
    public static boolean isAvailable() {
        return Files.isDirectory(Path.of("/proc/self/fd"));
    }

    /**
     * Looks at this process.
     *
     * @return its descriptors now
     */
    public static DescriptorSnapshot ofSelf() {
        return of(ProcessHandle.current().pid());
    }

    /**
     * Looks at a process.
     *
     * @param pid the process
     * @return its descriptors now; one that comes or goes meanwhile may be missing
     * @throws AssertionError if there is no such process
     */
    public static DescriptorSnapshot of(long pid) {
        Path process = Path.of("/proc", Long.toString(pid));
        var found = new TreeMap<Integer, Descriptor>();
        try (Stream<Path> links = Files.list(process.resolve("fd"))) {
            links.forEach(link -> {
                int number = Integer.parseInt(link.getFileName().toString());
                read(process, number).ifPresent(each -> found.put(number, each));
            });
        } catch (IOException | UncheckedIOException e) {
            throw new AssertionError("cannot list the descriptors of process " + pid, e);
        }
        // The listing's own descriptor.
        found.values().removeIf(each -> each.target().endsWith("/fd"));
        return new DescriptorSnapshot(pid, found);
    }

    private static Optional<Descriptor> read(Path process, int number) {
        String name = Integer.toString(number);
        try {
            String target = Files.readSymbolicLink(process.resolve("fd").resolve(name)).toString();
            for (String line : Files.readAllLines(process.resolve("fdinfo").resolve(name))) {
                if (line.startsWith("flags:")) {
                    int flags = Integer.parseInt(line.substring(6).strip(), 8);
                    return Optional.of(new Descriptor(number, target, (flags & O_CLOEXEC) != 0));
                }
            }
            return Optional.empty();
        } catch (AccessDeniedException e) {
            throw new UncheckedIOException(e);
        } catch (IOException e) {
            // Closed meanwhile: ENOENT from opening either file, or from reading an open fdinfo,
            // also when another descriptor has the number by now.
            return Optional.empty();
        }
    }

    /**
     * Leaves out descriptors.
     *
     * @param wanted true for those that stay
     * @return a copy
     */
    public DescriptorSnapshot only(Predicate<Descriptor> wanted) {
        var kept = new TreeMap<>(descriptors);
        kept.values().removeIf(wanted.negate());
        return new DescriptorSnapshot(pid, kept);
    }

    /**
     * Lists what the descriptors are, for comparing tables whose sockets are not the same ones.
     *
     * @return their kinds, sorted
     */
    public List<String> kinds() {
        return descriptors.values().stream().map(Descriptor::kind).sorted().toList();
    }

    /**
     * Compares with a later table.
     *
     * @param after the later one
     * @return what was left open and what is gone, empty if nothing is
     */
    public String difference(DescriptorSnapshot after) {
        var lines = new ArrayList<String>();
        after.descriptors.forEach((number, each) -> {
            if (!each.equals(descriptors.get(number))) {
                lines.add("left open: " + each);
            }
        });
        descriptors.forEach((number, each) -> {
            if (!each.equals(after.descriptors.get(number))) {
                lines.add("gone: " + each);
            }
        });
        return String.join("\n", lines);
    }

    /**
     * Waits until the process has these descriptors again.
     *
     * @param limit how long at most
     * @throws AssertionError with the {@link #difference}
     */
    public void awaitEqual(Duration limit) {
        awaitEqual(limit, each -> true);
    }

    /**
     * Waits until the process has these descriptors again.
     *
     * @param limit how long at most
     * @param relevant which descriptors to compare
     * @throws AssertionError with the {@link #difference}
     */
    public void awaitEqual(Duration limit, Predicate<Descriptor> relevant) {
        DescriptorSnapshot before = only(relevant);
        Eventually.await(
                limit,
                () -> before.difference(of(pid).only(relevant)).isEmpty(),
                () ->
                        "descriptors of process "
                                + pid
                                + "\n"
                                + before.difference(of(pid).only(relevant)));
    }

    /**
     * Waits until the process has as many descriptors of each kind as here.
     *
     * @param limit how long at most
     * @param relevant which descriptors to compare
     * @throws AssertionError with the {@link #difference}
     */
    public void awaitSameKinds(Duration limit, Predicate<Descriptor> relevant) {
        DescriptorSnapshot before = only(relevant);
        Eventually.await(
                limit,
                () -> before.kinds().equals(of(pid).only(relevant).kinds()),
                () ->
                        "descriptors of process "
                                + pid
                                + " by kind\n"
                                + before.difference(of(pid).only(relevant)));
    }
}
