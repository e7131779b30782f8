package dev.baton.provider.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;
import dev.baton.ffm.Scratch;
import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.Memory;
import java.lang.foreign.MemorySegment;

/** {@code WSPIoctl} on one socket: bytes written to the output buffer, or a negated code. */
final class IoControl {
    private static final int KEEPALIVE_SIZE = 12;

    private IoControl() {}

    static int control(
            LinuxSocket socket,
            int code,
            MemorySegment in,
            int cbIn,
            MemorySegment out,
            int cbOut) {
        return switch (code) {
            case Constants.FIONREAD -> bytesToReceive(socket, out, cbOut);
            case Constants.SIOCATMARK ->
                    Kind.tcp(socket) ? noUrgentData(socket, out, cbOut) : -Constants.WSAEINVAL;
            case Constants.SIO_KEEPALIVE_VALS -> keepAlive(socket, in, cbIn);
            case Constants.SIO_BASE_HANDLE,
                    Constants.SIO_BSP_HANDLE,
                    Constants.SIO_BSP_HANDLE_SELECT,
                    Constants.SIO_BSP_HANDLE_POLL ->
                    baseHandle(socket, out, cbOut);
            case Constants.SIO_SET_QOS ->
                    Memory.readable(in, Math.max(cbIn, 0)) && cbIn > 0
                            ? QualityOfService.set(socket, in.asSlice(0, cbIn))
                            : -Constants.WSAEFAULT;
            case Constants.SIO_GET_QOS -> QualityOfService.get(socket, out, cbOut);
            case Constants.SIO_AF_UNIX_GETPEERPID -> peerProcess(socket, out, cbOut);
            default -> -Constants.WSAEOPNOTSUPP;
        };
    }

    // The kernel's SIOCATMARK only tells whether the very next byte is the urgent one.
    private static int noUrgentData(LinuxSocket socket, MemorySegment out, int cbOut) {
        if (cbOut < Integer.BYTES || !Memory.writable(out, cbOut)) {
            return -Constants.WSAEFAULT;
        }
        int found = Blocking.look(socket.fd(), LinuxConstants.POLLPRI);
        Memory.int32(out, 0, (found & LinuxConstants.POLLPRI) == 0 ? 1 : 0);
        return Integer.BYTES;
    }

    private static int bytesToReceive(LinuxSocket socket, MemorySegment out, int cbOut) {
        if (cbOut < Integer.BYTES || !Memory.writable(out, cbOut)) {
            return -Constants.WSAEFAULT;
        }
        MemorySegment value = Scratch.current().value();
        int result = Linux.ioctl(socket.fd(), LinuxConstants.FIONREAD, value);
        if (result < 0) {
            return Errors.of(result);
        }
        Memory.int32(out, 0, value.get(JAVA_INT, 0));
        return Integer.BYTES;
    }

    // struct tcp_keepalive: on, milliseconds of idleness, milliseconds between probes.
    private static int keepAlive(LinuxSocket socket, MemorySegment in, int cbIn) {
        if (cbIn < KEEPALIVE_SIZE || !Memory.readable(in, cbIn)) {
            return -Constants.WSAEFAULT;
        }
        if (!Kind.tcp(socket)) {
            return -Constants.WSAEOPNOTSUPP;
        }
        boolean on = Memory.int32(in, 0) != 0;
        int result =
                set(socket, LinuxConstants.SOL_SOCKET, LinuxConstants.SO_KEEPALIVE, on ? 1 : 0);
        if (on && result == 0) {
            int idle = seconds(Memory.int32(in, 4));
            int interval = seconds(Memory.int32(in, 8));
            int tcp = LinuxConstants.IPPROTO_TCP;
            result = set(socket, tcp, LinuxConstants.TCP_KEEPIDLE, idle);
            result =
                    result == 0 ? set(socket, tcp, LinuxConstants.TCP_KEEPINTVL, interval) : result;
        }
        return result;
    }

    private static int seconds(int millis) {
        return (int) Math.max(1, (Integer.toUnsignedLong(millis) + 999) / 1000);
    }

    private static int set(LinuxSocket socket, int level, int name, int value) {
        int result = Linux.socketOption(socket.fd(), level, name, value);
        return result < 0 ? Errors.of(result) : 0;
    }

    private static int baseHandle(LinuxSocket socket, MemorySegment out, int cbOut) {
        if (cbOut < Long.BYTES || !Memory.writable(out, cbOut)) {
            return -Constants.WSAEFAULT;
        }
        Memory.int64(out, 0, socket.handle());
        return Long.BYTES;
    }

    // struct ucred begins with the pid.
    private static int peerProcess(LinuxSocket socket, MemorySegment out, int cbOut) {
        if (!Kind.local(socket)) {
            return -Constants.WSAEOPNOTSUPP;
        }
        if (cbOut < Integer.BYTES || !Memory.writable(out, cbOut)) {
            return -Constants.WSAEFAULT;
        }
        MemorySegment pid = MemorySegment.ofArray(new int[1]);
        int result =
                KernelBytes.get(
                        socket,
                        LinuxConstants.SOL_SOCKET,
                        LinuxConstants.SO_PEERCRED,
                        pid,
                        Integer.BYTES);
        if (result != 0) {
            return result;
        }
        if (Memory.int32(pid, 0) == 0) {
            return -Constants.WSAENOTCONN;
        }
        Memory.int32(out, 0, Memory.int32(pid, 0));
        return Integer.BYTES;
    }
}
