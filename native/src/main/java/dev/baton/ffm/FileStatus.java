package dev.baton.ffm;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;

/**
 * What {@code fstat} says of a descriptor.
 *
 * @param mode file type and permissions ({@code st_mode})
 * @param uid owner
 * @param size bytes
 * @param links names it has in the file system; 0 once it is removed
 */
public record FileStatus(int mode, int uid, long size, long links) {
    private static final int S_IFMT = 0xF000;
    private static final int S_IFREG = 0x8000;

    // struct stat differs between the architectures in where st_mode and st_uid stand.
    private static final boolean AARCH64 = System.getProperty("os.arch").equals("aarch64");

    /**
     * Asks the kernel.
     *
     * @param fd an open descriptor
     * @return the status; one of all zeros if the descriptor is not open
     */
    public static FileStatus of(int fd) {
        MemorySegment stat = Scratch.current().value();
        if (Linux.fstat(fd, stat) < 0) {
            return new FileStatus(0, 0, 0, 0);
        }
        return new FileStatus(
                stat.get(JAVA_INT, AARCH64 ? 16 : 24),
                stat.get(JAVA_INT, AARCH64 ? 24 : 28),
                stat.get(JAVA_LONG, 48),
                AARCH64 ? stat.get(JAVA_INT, 20) : stat.get(JAVA_LONG, 16));
    }

    /** Whether it is a regular file. */
    public boolean regular() {
        return (mode & S_IFMT) == S_IFREG;
    }

    /** The permission bits, for example {@code 0600}. */
    public int permissions() {
        return mode & 0xFFF;
    }
}
