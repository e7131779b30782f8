package dev.baton.provider.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.baton.ffm.Linux;
import dev.baton.ffm.Scratch;
import java.lang.foreign.MemorySegment;

/** An option whose value is a structure of four-byte fields. */
final class KernelBytes implements Option {
    private final int level;
    private final int name;
    private final int size;
    private final int[] order;

    /**
     * Names the kernel's option.
     *
     * @param size bytes
     * @param order where the fields differ: the kernel's n-th is Winsock's {@code order[n]}-th
     */
    KernelBytes(int level, int name, int size, int... order) {
        this.level = level;
        this.name = name;
        this.size = size;
        this.order = order;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public int get(LinuxSocket socket, MemorySegment value) {
        return get(socket, level, name, value, size);
    }

    /** Reads {@code size} bytes of a kernel's option: 0 or a negated code. */
    static int get(LinuxSocket socket, int level, int name, MemorySegment value, int size) {
        Scratch scratch = Scratch.current();
        scratch.value().set(JAVA_INT, 0, 0);
        scratch.length().set(JAVA_INT, 0, size);
        int result = Linux.getsockopt(socket.fd(), level, name, scratch.value(), scratch.length());
        if (result < 0) {
            return Errors.of(result);
        }
        MemorySegment.copy(scratch.value(), 0, value, 0, size);
        return 0;
    }

    @Override
    public int refusal(LinuxSocket socket) {
        return 0;
    }

    @Override
    public int set(LinuxSocket socket, MemorySegment value) {
        MemorySegment kernel = Scratch.current().value();
        MemorySegment.copy(value, 0, kernel, 0, size);
        for (int i = 0; i < order.length; i++) {
            MemorySegment.copy(value, 4L * order[i], kernel, 4L * i, 4);
        }
        int result = Linux.setsockopt(socket.fd(), level, name, kernel, size);
        return result < 0 ? Errors.of(result) : 0;
    }
}
