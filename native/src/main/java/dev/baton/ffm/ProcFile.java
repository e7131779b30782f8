package dev.baton.ffm;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/** Small files of {@code /proc}, read without the start-up that the file API of the JDK costs. */
public final class ProcFile {
    private static final int MOST = 4096;

    private ProcFile() {}

    /**
     * Reads the beginning of a file.
     *
     * @param path absolute
     * @param data native memory for it
     * @return bytes read, or the negated error
     */
    public static long read(String path, MemorySegment data) {
        try (Arena arena = Arena.ofConfined()) {
            int fd = Linux.open(arena.allocateFrom(path), LinuxConstants.O_CLOEXEC, 0);
            if (fd < 0) {
                return fd;
            }
            long length = Linux.read(fd, data, data.byteSize());
            Linux.close(fd);
            return length;
        }
    }

    /**
     * The target of a symbolic link.
     *
     * @param path absolute
     * @return its target; empty if it is none
     */
    public static String link(String path) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment data = arena.allocate(MOST);
            long length = Linux.readlink(arena.allocateFrom(path), data, MOST);
            return new String(
                    data.asSlice(0, Math.max(0, length)).toArray(JAVA_BYTE),
                    StandardCharsets.UTF_8);
        }
    }
}
