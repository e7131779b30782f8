package dev.baton.winsock.spi;

import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.PollFd;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A layer whose descriptors are not those of the provider beneath: Winsock makes each with {@code
 * WPUCreateSocketHandle}. Every entry translates them on its way down; so an overriding method
 * either calls {@code super} with the descriptor it got, or {@link #next} with {@link #lower} of
 * it. In a chain such layers stand above all others.
 */
public abstract class NonIfsLayeredProvider extends LayeredProvider {
    private final Map<Long, Long> lowers = new ConcurrentHashMap<>();
    private @Nullable LowerMessages messages;

    /** For subclasses. */
    protected NonIfsLayeredProvider() {}

    @Override
    final UpcallTable beneath(UpcallTable upcalls) {
        messages = new LowerMessages(upcalls);
        return messages;
    }

    private LowerMessages messages() {
        return Objects.requireNonNull(messages, "the layer was not started by Winsock");
    }

    /**
     * The descriptor beneath.
     *
     * @param s a descriptor of this layer
     * @return the one of the provider beneath, {@code INVALID_SOCKET} if {@code s} is none
     */
    @Override
    protected final long lower(long s) {
        Long lower = lowers.get(s);
        return lower == null ? Constants.INVALID_SOCKET : lower;
    }

    @Override
    final long register(long lower, MemorySegment lpErrno) {
        long s = upcalls().WPUCreateSocketHandle(position().ownId(), lower, lpErrno);
        if (s != Constants.INVALID_SOCKET) {
            lowers.put(s, lower);
            messages().add(lower, s);
            upcalls().conceal(lower);
        }
        return s;
    }

    @Override
    final void unregister(long s) {
        Long lower = lowers.remove(s);
        if (lower != null) {
            messages().remove(lower);
            upcalls().WPUCloseSocketHandle(s, MemorySegment.ofArray(new int[1]));
        }
    }

    @Override
    public long WSPAccept(
            long s,
            MemorySegment addr,
            MemorySegment addrlen,
            @Nullable LPCONDITIONPROC lpfnCondition,
            long dwCallbackData,
            MemorySegment lpErrno) {
        messages().accepting();
        try {
            return super.WSPAccept(s, addr, addrlen, lpfnCondition, dwCallbackData, lpErrno);
        } finally {
            messages().accepted();
        }
    }

    @Override
    public int WSPAsyncSelect(long s, long hWnd, int wMsg, int lEvent, MemorySegment lpErrno) {
        int result = super.WSPAsyncSelect(s, hWnd, wMsg, lEvent, lpErrno);
        if (result == 0 && lEvent != 0) {
            messages().register(lower(s));
        }
        return result;
    }

    @Override
    public int WSPSelect(
            int nfds,
            MemorySegment readfds,
            MemorySegment writefds,
            MemorySegment exceptfds,
            MemorySegment timeout,
            MemorySegment lpErrno) {
        DescriptorSets sets = new DescriptorSets(readfds, writefds, exceptfds);
        return sets.usable()
                ? sets.select(next(), nfds, this::lower, timeout, lpErrno)
                : next().WSPSelect(nfds, readfds, writefds, exceptfds, timeout, lpErrno);
    }

    @Override
    public int WSPIoctl(
            long s,
            int dwIoControlCode,
            MemorySegment lpvInBuffer,
            int cbInBuffer,
            MemorySegment lpvOutBuffer,
            int cbOutBuffer,
            MemorySegment lpcbBytesReturned,
            MemorySegment lpOverlapped,
            @Nullable LPWSAOVERLAPPED_COMPLETION_ROUTINE lpCompletionRoutine,
            MemorySegment lpThreadId,
            MemorySegment lpErrno) {
        boolean poll =
                dwIoControlCode == VendorIoctl.POLL && Memory.writable(lpvInBuffer, cbInBuffer);
        MemorySegment in = poll ? lowered(lpvInBuffer, cbInBuffer) : lpvInBuffer;
        int result =
                super.WSPIoctl(
                        s,
                        dwIoControlCode,
                        in,
                        cbInBuffer,
                        poll ? in : lpvOutBuffer,
                        cbOutBuffer,
                        lpcbBytesReturned,
                        lpOverlapped,
                        lpCompletionRoutine,
                        lpThreadId,
                        lpErrno);
        if (poll && result == 0) {
            for (int i = 0; i < cbInBuffer / PollFd.SIZEOF; i++) {
                PollFd.revents(lpvOutBuffer, i, PollFd.revents(in, i));
            }
        }
        return result;
    }

    private MemorySegment lowered(MemorySegment array, int size) {
        MemorySegment copy = MemorySegment.ofArray(Memory.bytes(array, 0, size));
        for (int i = 0; i < size / PollFd.SIZEOF; i++) {
            PollFd.fd(copy, i, lower(PollFd.fd(array, i)));
        }
        return copy;
    }
}
