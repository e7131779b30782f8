package dev.baton.provider.linux;

import dev.baton.winsock.Constants;
import dev.baton.winsock.spi.LPWSAOVERLAPPED_COMPLETION_ROUTINE;
import dev.baton.winsock.spi.UpcallTable;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.NtStatus;
import dev.baton.winsock.struct.WsaOverlapped;
import dev.baton.winsock.struct.WsaThreadId;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** The caller's {@code WSAOVERLAPPED} of one operation, and how he is told of its completion. */
final class Completion {
    /** Any thread but the caller's: what it can't use, no other thread can. */
    private static final Thread OTHER = Thread.ofPlatform().unstarted(() -> {});

    private final UpcallTable upcalls;
    private final long s;
    private final MemorySegment structure;
    private final @Nullable LPWSAOVERLAPPED_COMPLETION_ROUTINE routine;
    private final MemorySegment threadId;
    private final MemorySegment lpErrno = MemorySegment.ofArray(new int[1]);
    private long event;

    private Completion(
            UpcallTable upcalls,
            long s,
            MemorySegment structure,
            @Nullable LPWSAOVERLAPPED_COMPLETION_ROUTINE routine,
            MemorySegment threadId) {
        this.upcalls = upcalls;
        this.s = s;
        this.structure = structure;
        this.routine = routine;
        this.threadId = threadId;
    }

    /**
     * How an overlapped call is told of its end.
     *
     * @param lpOverlapped has been {@linkplain #check checked}
     */
    static Completion of(
            UpcallTable upcalls,
            long s,
            MemorySegment lpOverlapped,
            @Nullable LPWSAOVERLAPPED_COMPLETION_ROUTINE routine,
            MemorySegment lpThreadId) {
        MemorySegment threadId =
                routine == null
                        ? MemorySegment.NULL
                        : MemorySegment.ofArray(Memory.bytes(lpThreadId, 0, WsaThreadId.SIZEOF));
        return new Completion(upcalls, s, lpOverlapped, routine, threadId);
    }

    /** 0, or −WSAEFAULT for a structure or a thread that will be of no use. */
    static int check(
            MemorySegment lpOverlapped,
            @Nullable LPWSAOVERLAPPED_COMPLETION_ROUTINE routine,
            MemorySegment lpThreadId) {
        boolean usable =
                Memory.writable(lpOverlapped, WsaOverlapped.SIZEOF)
                        && lasts(lpOverlapped)
                        && (routine == null || Memory.readable(lpThreadId, WsaThreadId.SIZEOF));
        return usable ? 0 : -Constants.WSAEFAULT;
    }

    /** Whether memory can be used after the call, by other threads. */
    static boolean lasts(MemorySegment memory) {
        return memory.byteSize() == 0 || (memory.isNative() && memory.isAccessibleBy(OTHER));
    }

    /** Begins: 0, or −WSA_INVALID_HANDLE if the structure's event is none. */
    int begin() {
        event = routine == null ? WsaOverlapped.hEvent(structure) : Constants.WSA_INVALID_EVENT;
        if (event != Constants.WSA_INVALID_EVENT && upcalls.WPUResetEvent(event, lpErrno) == 0) {
            return -Constants.WSA_INVALID_HANDLE;
        }
        WsaOverlapped.complete(structure, NtStatus.STATUS_PENDING, 0);
        return 0;
    }

    /** The call that was to begin it fails, which tells enough. */
    void refuse(int error) {
        WsaOverlapped.complete(structure, NtStatus.ofError(error), 0);
    }

    /** Tells of the completion; memory that is gone does not keep the rest from being told. */
    void tell(int error, int bytes, int flags) {
        boolean told = false;
        try {
            WsaOverlapped.flags(structure, flags);
            told = routine == null ? complete(error, bytes) : write(error, bytes);
        } catch (IllegalStateException gone) {
            // The caller has closed the arena of the structure.
        }
        if (routine != null) {
            LPWSAOVERLAPPED_COMPLETION_ROUTINE called = routine;
            upcalls.WPUQueueApc(
                    threadId,
                    context -> called.completed(error, bytes, structure, flags),
                    0,
                    lpErrno);
        } else if (!told && event != Constants.WSA_INVALID_EVENT) {
            upcalls.WPUSetEvent(event, lpErrno);
        }
    }

    private boolean complete(int error, int bytes) {
        return upcalls.WPUCompleteOverlappedRequest(s, structure, error, bytes, lpErrno) == 0;
    }

    private boolean write(int error, int bytes) {
        WsaOverlapped.complete(structure, NtStatus.ofError(error), bytes);
        return true;
    }

    /** Whether it is that of a structure. */
    boolean isOf(MemorySegment lpOverlapped) {
        return structure.address() == lpOverlapped.address();
    }

    /** Whether an event is signaled, so that somebody may wait for it. */
    boolean hasEvent() {
        return event != Constants.WSA_INVALID_EVENT;
    }
}
