package dev.baton.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;

/**
 * The file that the processes of one user share, as somebody sees it who may write it: layout
 * version 2. Processes have rows, sockets have slots.
 */
final class SharedTable implements AutoCloseable {
    static final int SLOTS = 1 << 18;
    static final int SLOT_SIZE = 128;

    private static final int SLOTS_ON_A_PAGE = 32;
    private static final long BACKED_PAGES = 1024;
    private static final long FIRST_ROW = 4096;
    private static final int ROWS = 256;
    private static final int ROW_SIZE = 64;
    private static final long FIRST_SLOT = 1 << 16;
    private static final long HOLDERS = 96;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment memory;

    private SharedTable(Path path) {
        try (FileChannel file =
                FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            memory = file.map(FileChannel.MapMode.READ_WRITE, 0, file.size(), arena);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file of a user, as a process sees it, whose file systems may be its own. */
    static SharedTable of(Worker worker, int uid) {
        return new SharedTable(pathOf(worker, uid));
    }

    /** The file of this user, as a process sees it. */
    static SharedTable of(Worker worker) {
        return of(worker, uid());
    }

    static int uid() {
        try {
            return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where that file is, as this process can reach it. */
    static Path pathOf(Worker worker, int uid) {
        Path folder = folderOf(worker);
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(folder, "baton-" + uid + "-*")) {
            Iterator<Path> found = files.iterator();
            if (!found.hasNext()) {
                throw new AssertionError("no shared file of user " + uid + " in " + folder);
            }
            return found.next();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code /dev/shm} of a process, as this process can reach it. */
    static Path folderOf(Worker worker) {
        return Path.of("/proc", Integer.toString(worker.pid()), "root", "dev", "shm");
    }

    /** The row of a process. */
    Row rowOf(Worker worker) {
        for (int index = 0; index < ROWS; index++) {
            if ((row(index).owner() >>> 32) == worker.pid()) {
                return row(index);
            }
        }
        throw new AssertionError("process " + worker + " has no row");
    }

    Row row(int index) {
        return new Row(index);
    }

    /** One process's row. */
    final class Row {
        private final int index;
        private final long at;

        private Row(int index) {
            this.index = index;
            this.at = FIRST_ROW + (long) index * ROW_SIZE;
        }

        int index() {
            return index;
        }

        /** The pid in the upper half, the low bits of the start time in the lower; 0 if free. */
        long owner() {
            return memory.get(LONG, at);
        }

        long startTime() {
            return memory.get(LONG, at + 16);
        }

        long nonce() {
            return memory.get(LONG, at + 24);
        }

        void nonce(long nonce) {
            memory.set(LONG, at + 24, nonce);
        }

        /** Makes it the row of a process, which listens. */
        void claimFor(long pid, long startTime, long nonce) {
            long owner = (pid << 32) | (startTime & 0xFFFF_FFFFL);
            memory.set(LONG, at, owner);
            memory.set(LONG, at + 8, owner);
            memory.set(LONG, at + 16, startTime);
            nonce(nonce);
        }

        /** The name of the process's inbox, a {@code sockaddr_un}. */
        byte[] address() {
            return inboxAddress(owner() >>> 32, nonce());
        }

        /** How many sockets its process is said to hold. */
        int slots() {
            int held = 0;
            for (int slot = 0; slot < SLOTS; slot++) {
                held += used(slot) && holds(slot) ? 1 : 0;
            }
            return held;
        }

        private boolean holds(int slot) {
            long word = memory.get(LONG, atSlot(slot) + HOLDERS + (index >>> 6) * 8L);
            return (word >>> (index & 63) & 1) != 0;
        }
    }

    /** The name of an inbox, a {@code sockaddr_un} of the abstract namespace. */
    static byte[] inboxAddress(long pid, long nonce) {
        String name = "\1\0\0baton-" + pid + "-" + Long.toHexString(nonce);
        return name.getBytes(StandardCharsets.ISO_8859_1);
    }

    private boolean used(int slot) {
        int page = slot / SLOTS_ON_A_PAGE;
        return (memory.get(LONG, BACKED_PAGES + (page >>> 6) * 8L) >>> (page & 63) & 1) != 0;
    }

    private static long atSlot(int slot) {
        return FIRST_SLOT + (long) slot * SLOT_SIZE;
    }

    /** Bytes of the slots that have storage. */
    long storage() {
        long pages = 0;
        for (int slot = 0; slot < SLOTS; slot += SLOTS_ON_A_PAGE) {
            pages += used(slot) ? 1 : 0;
        }
        return pages * SLOTS_ON_A_PAGE * SLOT_SIZE;
    }

    /** Gives all slots away, to sockets that a process seems to hold. */
    void fillSlots(Row holder) {
        memory.asSlice(BACKED_PAGES, SLOTS / SLOTS_ON_A_PAGE / 8).fill((byte) 0xFF);
        for (int slot = 0; slot < SLOTS; slot++) {
            memory.set(
                    LONG, atSlot(slot) + HOLDERS + (holder.index >>> 6) * 8L, 1L << holder.index);
            memory.set(LONG, atSlot(slot), Long.MAX_VALUE - slot);
        }
    }

    /** How many slots name a socket. */
    int slotsInUse() {
        int used = 0;
        for (int slot = 0; slot < SLOTS; slot++) {
            used += used(slot) && memory.get(LONG, atSlot(slot)) != 0 ? 1 : 0;
        }
        return used;
    }

    /** Empties all slots. */
    void emptySlots() {
        memory.asSlice(FIRST_SLOT).fill((byte) 0);
    }

    @Override
    public void close() {
        arena.close();
    }
}
