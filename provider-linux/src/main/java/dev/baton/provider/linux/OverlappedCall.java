package dev.baton.provider.linux;

import dev.baton.winsock.Constants;
import dev.baton.winsock.spi.LPWSAOVERLAPPED_COMPLETION_ROUTINE;
import dev.baton.winsock.spi.UpcallTable;
import dev.baton.winsock.struct.Memory;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a call that make it an overlapped one.
 *
 * @param upcalls by which its completion is told
 */
record OverlappedCall(
        UpcallTable upcalls,
        MemorySegment lpOverlapped,
        @Nullable LPWSAOVERLAPPED_COMPLETION_ROUTINE lpCompletionRoutine,
        MemorySegment lpThreadId) {
    /** Whether the call is an overlapped one: of other sockets the structure is ignored. */
    boolean concerns(LinuxSocket socket) {
        return !Addresses.absent(lpOverlapped) && socket.has(SocketState.OVERLAPPED);
    }

    /** 0, or −WSAEFAULT for memory that will not be there when the operation ends. */
    int check(MemorySegment lpBytes, MemorySegment[] buffers, int count) {
        boolean usable = Addresses.absent(lpBytes) || Memory.writable(lpBytes, Integer.BYTES);
        for (int i = 0; usable && i < count; i++) {
            usable = Completion.lasts(buffers[i]);
        }
        return usable
                ? Completion.check(lpOverlapped, lpCompletionRoutine, lpThreadId)
                : -Constants.WSAEFAULT;
    }

    /** The same for where an address is to be written. */
    int checkAddress(MemorySegment from, MemorySegment fromLength) {
        return Addresses.absent(from) || (Completion.lasts(from) && Completion.lasts(fromLength))
                ? 0
                : -Constants.WSAEFAULT;
    }
}
