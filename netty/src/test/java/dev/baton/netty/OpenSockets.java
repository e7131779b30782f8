package dev.baton.netty;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What /proc tells of this process's sockets and selectors. */
final class OpenSockets {
    private static final Pattern FLAGS = Pattern.compile("flags:\\s*(\\d+)");
    private static final int NON_BLOCKING = 0x800;

    private OpenSockets() {}

    /** Descriptors and what they are. */
    static Map<String, String> all() {
        Map<String, String> all = new TreeMap<>();
        try (DirectoryStream<Path> descriptors =
                Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path each : descriptors) {
                String target = target(each);
                if (target.startsWith("socket:") || target.startsWith("anon_inode:")) {
                    all.put(each.getFileName().toString(), target);
                }
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    /** Whether a descriptor's socket has O_NONBLOCK. */
    static boolean nonBlocking(String descriptor) throws IOException {
        String info = Files.readString(Path.of("/proc/self/fdinfo", descriptor));
        return FLAGS.matcher(info)
                .results()
                .map((MatchResult it) -> Integer.parseInt(it.group(1), 8))
                .allMatch(flags -> (flags & NON_BLOCKING) != 0);
    }
}
