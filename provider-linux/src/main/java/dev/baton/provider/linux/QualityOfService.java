package dev.baton.provider.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;
import dev.baton.ffm.Scratch;
import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.Memory;
import java.lang.foreign.MemorySegment;

/**
 * A socket's {@code QOS}: FLOWSPEC for sending @0 and for receiving @32, WSABUF @64. Of a flow the
 * kernel knows one thing, the token rate of sending: its pacing rate in bytes per second.
 */
final class QualityOfService {
    private static final int FLOWSPEC = 32;
    private static final int SIZE = 80;
    private static final int FLOWS = 2 * FLOWSPEC;
    private static final int SERVICE_TYPE = 20;

    private QualityOfService() {}

    /** {@code SIO_SET_QOS}, and WSAConnect's: 0 or a negated code. */
    static int set(LinuxSocket socket, MemorySegment qos) {
        if (!Memory.readable(qos, SIZE)) {
            return -Constants.WSAEFAULT;
        }
        int rate = Memory.int32(qos, 0);
        Scratch scratch = Scratch.current();
        // QOS_NOT_SPECIFIED is the kernel's "without limit" too; 0 specifies no rate either.
        scratch.value().set(JAVA_INT, 0, rate == 0 ? Constants.QOS_NOT_SPECIFIED : rate);
        int result =
                Linux.setsockopt(
                        socket.fd(),
                        LinuxConstants.SOL_SOCKET,
                        LinuxConstants.SO_MAX_PACING_RATE,
                        scratch.value(),
                        Integer.BYTES);
        if (result < 0) {
            return Errors.of(result);
        }
        socket.change(state -> state.raise(SocketState.QUALITY_OF_SERVICE));
        return 0;
    }

    /** {@code SIO_GET_QOS}: bytes written or a negated code. */
    static int get(LinuxSocket socket, MemorySegment qos, int length) {
        if (length < SIZE || !Memory.writable(qos, SIZE)) {
            return -Constants.WSAEFAULT;
        }
        MemorySegment rate = MemorySegment.ofArray(new int[1]);
        int result =
                KernelBytes.get(
                        socket,
                        LinuxConstants.SOL_SOCKET,
                        LinuxConstants.SO_MAX_PACING_RATE,
                        rate,
                        Integer.BYTES);
        if (result != 0) {
            return result;
        }
        for (int i = 0; i < FLOWS; i += Integer.BYTES) {
            Memory.int32(qos, i, Constants.QOS_NOT_SPECIFIED);
        }
        Memory.int32(qos, 0, Memory.int32(rate, 0));
        Memory.int32(qos, SERVICE_TYPE, Constants.SERVICETYPE_BESTEFFORT);
        Memory.int32(qos, FLOWSPEC + SERVICE_TYPE, Constants.SERVICETYPE_BESTEFFORT);
        qos.asSlice(FLOWS, SIZE - FLOWS).fill((byte) 0);
        return SIZE;
    }
}
