package dev.baton.provider.linux;

import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.Memory;
import java.lang.foreign.MemorySegment;

/** SO_DONTLINGER: the negation of {@code l_onoff}; setting it keeps {@code l_linger} (A160). */
record DontLinger() implements Option {
    @Override
    public int get(LinuxSocket socket, MemorySegment value) {
        if (!Kind.stream(socket)) {
            return -Constants.WSAENOPROTOOPT;
        }
        int linger = KernelLinger.get(socket.fd());
        if (linger < 0) {
            return Errors.of(linger);
        }
        Memory.int32(value, 0, KernelLinger.on(linger) ? 0 : 1);
        return 0;
    }

    @Override
    public int refusal(LinuxSocket socket) {
        return Kind.stream(socket) ? 0 : -Constants.WSAENOPROTOOPT;
    }

    @Override
    public int set(LinuxSocket socket, MemorySegment value) {
        int linger = KernelLinger.get(socket.fd());
        if (linger < 0) {
            return Errors.of(linger);
        }
        boolean on = Memory.int32(value, 0) == 0;
        int seconds = KernelLinger.seconds(linger);
        int result = KernelLinger.set(socket.fd(), on, seconds);
        return LingerOption.remember(socket, result, on && seconds != 0);
    }
}
