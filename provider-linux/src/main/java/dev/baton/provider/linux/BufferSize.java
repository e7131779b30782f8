package dev.baton.provider.linux;

import dev.baton.ffm.LinuxConstants;
import dev.baton.winsock.struct.Memory;
import java.lang.foreign.MemorySegment;

/**
 * SO_SNDBUF or SO_RCVBUF: reads back what was set (A122), where Linux doubles and clamps it.
 *
 * @param name the kernel's
 * @param kept where the value stands; 0 means never set
 */
record BufferSize(int name, SocketState.Value kept) implements Option {
    /** Stands for a size of 0. */
    private static final int NOTHING = Integer.MIN_VALUE;

    @Override
    public int get(LinuxSocket socket, MemorySegment value) {
        int set = socket.state().get(kept);
        if (set == 0) {
            return kernel().get(socket, value);
        }
        Memory.int32(value, 0, set == NOTHING ? 0 : set);
        return 0;
    }

    @Override
    public int refusal(LinuxSocket socket) {
        return 0;
    }

    @Override
    public int set(LinuxSocket socket, MemorySegment value) {
        int result = kernel().set(socket, value);
        if (result == 0) {
            int size = Memory.int32(value, 0);
            socket.change(state -> state.set(kept, size == 0 ? NOTHING : size));
        }
        return result;
    }

    private KernelOption kernel() {
        return KernelOption.number(LinuxConstants.SOL_SOCKET, name);
    }
}
