package dev.baton.provider.linux;

import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.Memory;
import java.lang.foreign.MemorySegment;

/** SO_LINGER: {@code l_onoff} and {@code l_linger}, 16 bits each; streams only (A124). */
record LingerOption() implements Option {
    @Override
    public int get(LinuxSocket socket, MemorySegment value) {
        if (!Kind.stream(socket)) {
            return -Constants.WSAENOPROTOOPT;
        }
        int linger = KernelLinger.get(socket.fd());
        if (linger < 0) {
            return Errors.of(linger);
        }
        Memory.int16(value, 0, (short) (KernelLinger.on(linger) ? 1 : 0));
        Memory.int16(value, 2, (short) KernelLinger.seconds(linger));
        return 0;
    }

    @Override
    public int refusal(LinuxSocket socket) {
        return Kind.stream(socket) ? 0 : -Constants.WSAENOPROTOOPT;
    }

    @Override
    public int set(LinuxSocket socket, MemorySegment value) {
        boolean on = Memory.uint16(value, 0) != 0;
        int result = KernelLinger.set(socket.fd(), on, Memory.uint16(value, 2));
        return remember(socket, result, on && Memory.uint16(value, 2) != 0);
    }

    /** Notes whether the socket lingers, once the kernel has agreed. */
    static int remember(LinuxSocket socket, int result, boolean lingers) {
        if (result < 0) {
            return Errors.of(result);
        }
        socket.change(state -> state.mark(SocketState.LINGERS, lingers));
        return 0;
    }
}
