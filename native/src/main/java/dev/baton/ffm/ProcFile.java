package dev.baton.ffm;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/** Small files of {@code /proc}, read without the start-up that the file API of the JDK costs. */
public final class ProcFile {
    private static final int MOST = 8192;

    private ProcFile() {}

    /**
     * The text of a file.
     *
     * @param path absolute
     * @return its first 8 KiB; empty if it can't be read
     */
    public static String read(String path) {
        try (Arena arena = Arena.ofConfined()) {
            int fd = Linux.open(arena.allocateFrom(path), LinuxConstants.O_CLOEXEC, 0);
            if (fd < 0) {
                return "";
            }
            MemorySegment data = arena.allocate(MOST);
            long length = Linux.read(fd, data, MOST);
            Linux.close(fd);
            return text(data, length);
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
            return text(data, Linux.readlink(arena.allocateFrom(path), data, MOST));
        }
    }

    private static String text(MemorySegment data, long length) {
        return length <= 0
                ? ""
                : new String(data.asSlice(0, length).toArray(JAVA_BYTE), StandardCharsets.UTF_8);
    }
}
