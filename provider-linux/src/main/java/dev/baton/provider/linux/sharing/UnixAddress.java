package dev.baton.provider.linux.sharing;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.baton.ffm.LinuxConstants;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/**
 * The names of a process's inbox and bell, in the abstract namespace: they end with the process and
 * leave no file. The nonce, which only the shared file tells, keeps other users from taking them
 * first.
 */
final class UnixAddress {
    private UnixAddress() {}

    static MemorySegment ofInbox(Arena arena, int pid, long nonce) {
        return of(arena, "baton-" + pid + "-" + Long.toHexString(nonce));
    }

    static MemorySegment ofBell(Arena arena, int pid, long nonce) {
        return of(arena, "baton-bell-" + pid + "-" + Long.toHexString(nonce));
    }

    private static MemorySegment of(Arena arena, String text) {
        byte[] name = text.getBytes(StandardCharsets.UTF_8);
        MemorySegment address = arena.allocate(3L + name.length, 8);
        address.set(JAVA_SHORT, 0, (short) LinuxConstants.AF_UNIX);
        MemorySegment.copy(name, 0, address, JAVA_BYTE, 3, name.length);
        return address;
    }
}
