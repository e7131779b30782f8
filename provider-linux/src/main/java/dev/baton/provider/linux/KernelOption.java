package dev.baton.provider.linux;

import dev.baton.ffm.Linux;
import dev.baton.winsock.struct.Memory;
import java.lang.foreign.MemorySegment;
import java.util.function.IntUnaryOperator;

/**
 * An integer option that the kernel has too.
 *
 * @param level the kernel's
 * @param name the kernel's
 * @param toLinux a value set by the caller, as the kernel wants it
 * @param toWinsock a value of the kernel, as the caller wants it
 */
record KernelOption(int level, int name, IntUnaryOperator toLinux, IntUnaryOperator toWinsock)
        implements Option {
    /** One whose values are the same. */
    static KernelOption number(int level, int name) {
        return new KernelOption(
                level, name, IntUnaryOperator.identity(), IntUnaryOperator.identity());
    }

    /** A BOOL. */
    static KernelOption flag(int level, int name) {
        IntUnaryOperator truth = value -> value != 0 ? 1 : 0;
        return new KernelOption(level, name, truth, truth);
    }

    @Override
    public int get(LinuxSocket socket, MemorySegment value) {
        // Not Linux.socketOption: a value may be negative.
        int result = KernelBytes.get(socket, level, name, value, Integer.BYTES);
        if (result == 0) {
            Memory.int32(value, 0, toWinsock.applyAsInt(Memory.int32(value, 0)));
        }
        return result;
    }

    @Override
    public int refusal(LinuxSocket socket) {
        return 0;
    }

    @Override
    public int set(LinuxSocket socket, MemorySegment value) {
        int wanted = toLinux.applyAsInt(Memory.int32(value, 0));
        int result = Linux.socketOption(socket.fd(), level, name, wanted);
        return result < 0 ? Errors.of(result) : 0;
    }
}
