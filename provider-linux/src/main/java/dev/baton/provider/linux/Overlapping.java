package dev.baton.provider.linux;

import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.NtStatus;
import dev.baton.winsock.struct.WsaOverlapped;
import java.lang.foreign.MemorySegment;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Starting overlapped operations, and reading their results. */
final class Overlapping {
    private final NetworkEvents events;

    Overlapping(NetworkEvents events) {
        this.events = events;
    }

    /** How a call that was checked is told of its end. */
    static Completion completion(LinuxSocket socket, OverlappedCall call) {
        return Completion.of(
                call.upcalls(),
                socket.handle(),
                call.lpOverlapped(),
                call.lpCompletionRoutine(),
                call.lpThreadId());
    }

    /** Starts a transfer: its bytes, −WSA_IO_PENDING, or why there is none. */
    long start(LinuxSocket socket, OverlappedTransfer transfer) {
        int problem = transfer.completion().begin();
        if (problem != 0) {
            return problem;
        }
        long first = events.operations().begin(socket, transfer);
        if (Blocked.is(first)) {
            problem = add(socket, transfer);
        } else if (transfer.result() == -Constants.WSA_IO_PENDING) {
            problem = (int) first;
        }
        if (problem != 0) {
            transfer.completion().refuse(-problem);
            transfer.note(socket, problem);
        }
        events.changed(socket);
        // An error that is told by the completion is not told by the call.
        long result = transfer.result();
        return problem != 0 ? problem : result < 0 ? -Constants.WSA_IO_PENDING : result;
    }

    private int add(LinuxSocket socket, OverlappedTransfer transfer) {
        int problem = events.await(socket, transfer.direction());
        if (problem != 0) {
            return problem;
        }
        try {
            return events.operations().add(socket, transfer.direction(), transfer);
        } finally {
            events.awaited(socket);
        }
    }

    /**
     * Makes a call that never takes long, and tells its completion if it is an overlapped one.
     *
     * @param operation returns the bytes that it has written, or a negated code
     * @return 0 or a negated code
     */
    int atOnce(
            LinuxSocket socket, OverlappedCall call, MemorySegment lpBytes, IntSupplier operation) {
        boolean overlapped = call.concerns(socket);
        int problem =
                overlapped
                        ? call.check(lpBytes, new MemorySegment[0], 0)
                        : Memory.writable(lpBytes, Integer.BYTES) ? 0 : -Constants.WSAEFAULT;
        Completion completion = null;
        if (problem == 0 && overlapped) {
            completion = completion(socket, call);
            problem = completion.begin();
        }
        if (problem != 0) {
            return problem;
        }
        int written = operation.getAsInt();
        if (!Addresses.absent(lpBytes)) {
            Memory.int32(lpBytes, 0, Math.max(written, 0));
        }
        if (completion != null && written < 0) {
            completion.refuse(-written);
        } else if (completion != null) {
            completion.tell(0, written, 0);
        }
        return Math.min(written, 0);
    }

    /**
     * {@code WSPGetOverlappedResult}: 1 or a negated code.
     *
     * @param socket not entered: waiting must not keep it from being closed
     */
    int result(
            LinuxSocket socket,
            MemorySegment lpOverlapped,
            MemorySegment lpcbTransfer,
            boolean wait,
            MemorySegment lpdwFlags) {
        try {
            return read(socket, lpOverlapped, lpcbTransfer, wait, lpdwFlags);
        } catch (IllegalStateException unusable) {
            return -Constants.WSAEFAULT;
        }
    }

    private int read(
            LinuxSocket socket,
            MemorySegment lpOverlapped,
            MemorySegment lpcbTransfer,
            boolean wait,
            MemorySegment lpdwFlags) {
        if (!Memory.readable(lpOverlapped, WsaOverlapped.SIZEOF)
                || !Memory.writable(lpcbTransfer, Integer.BYTES)
                || !Memory.writable(lpdwFlags, Integer.BYTES)) {
            return -Constants.WSAEFAULT;
        }
        OverlappedTransfer pending = null;
        if (wait && WsaOverlapped.status(lpOverlapped) == NtStatus.STATUS_PENDING) {
            pending = find(socket, lpOverlapped);
            if (pending != null && !pending.completion().hasEvent()) {
                return -Constants.WSA_INVALID_HANDLE;
            }
        }
        if (pending != null) {
            pending.await();
        }
        int status = WsaOverlapped.status(lpOverlapped);
        if (status == NtStatus.STATUS_PENDING) {
            return wait ? -Constants.WSA_INVALID_PARAMETER : -Constants.WSA_IO_INCOMPLETE;
        }
        int error = NtStatus.toError(status);
        if (error == 0 || error == Constants.WSAEMSGSIZE) {
            Memory.int32(lpcbTransfer, 0, WsaOverlapped.bytes(lpOverlapped));
            Memory.int32(lpdwFlags, 0, WsaOverlapped.flags(lpOverlapped));
        }
        return error == 0 ? 1 : -error;
    }

    private @Nullable OverlappedTransfer find(LinuxSocket socket, MemorySegment lpOverlapped) {
        if (!socket.enter()) {
            return null;
        }
        try {
            return events.operations().find(socket, lpOverlapped);
        } finally {
            socket.leave();
        }
    }
}
