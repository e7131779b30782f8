package dev.baton.channels;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;
import dev.baton.ffm.ProcFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The descriptors of this process. To try each number is faster than to list them in /proc. */
final class DescriptorTable {
    private static final Pattern SIZE = Pattern.compile("^FDSize:\\s*(\\d+)", Pattern.MULTILINE);
    private static final int STATUS_SIZE = 4096;

    private DescriptorTable() {}

    /** No descriptor is as high. */
    static int size() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment data = arena.allocate(STATUS_SIZE);
            long length = ProcFile.read("/proc/self/status", data);
            if (length > 0) {
                byte[] text = data.asSlice(0, length).toArray(JAVA_BYTE);
                Matcher size = SIZE.matcher(new String(text, StandardCharsets.US_ASCII));
                if (size.find()) {
                    return Integer.parseInt(size.group(1));
                }
            }
            return limit(arena);
        }
    }

    // There is no descriptor left to read the file with.
    private static int limit(Arena arena) {
        MemorySegment limits = arena.allocate(JAVA_LONG, 2);
        int result = Linux.prlimit(LinuxConstants.RLIMIT_NOFILE, MemorySegment.NULL, limits);
        if (result < 0) {
            throw new IllegalStateException(
                    "cannot find the sockets of this process: neither /proc/self/status nor"
                            + " prlimit tells how many descriptors it may have; is /proc mounted?");
        }
        return (int) Math.min(Integer.MAX_VALUE, limits.get(JAVA_LONG, 0));
    }
}
