package dev.baton.provider.linux;

import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;
import dev.baton.provider.linux.sharing.CommonBlock;
import dev.baton.provider.linux.sharing.SharingException;
import dev.baton.provider.linux.sharing.Slot;
import dev.baton.winsock.struct.ProtocolInfo;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One descriptor of a socket in this process: owns the kernel descriptor and closes it when it is
 * closed and no call uses it any more.
 */
final class LinuxSocket {
    /** Set in the number of calls under way once the descriptor is closed. */
    private static final int CLOSING = Integer.MIN_VALUE;

    private static final VarHandle CALLS = calls();

    private final long handle;
    private final int fd;
    private final ProtocolInfo entry;
    private final List<Waiter> waiters = new ArrayList<>(1);
    private volatile SocketState state;
    private volatile long cookie;
    private volatile @Nullable MemorySegment peer;
    private volatile int calls;
    private boolean closed;
    private volatile @Nullable Slot slot;
    private volatile @Nullable NetworkEvents watching;

    /**
     * Takes over a kernel descriptor.
     *
     * @param handle the SOCKET value
     * @param fd open, close-on-exec, O_NONBLOCK; this object closes it
     * @param entry the catalog entry it belongs to, with the socket's true address family, type and
     *     protocol
     * @param state its values
     */
    LinuxSocket(long handle, int fd, ProtocolInfo entry, SocketState state) {
        this.handle = handle;
        this.fd = fd;
        this.entry = entry;
        this.state = state;
    }

    /** The same for an opened duplicate, whose values are in the common block. */
    LinuxSocket(long handle, int fd, ProtocolInfo entry, Slot slot, long cookie) {
        this(handle, fd, entry, SocketState.in(slot.memory(), slot.values()));
        this.slot = slot;
        this.cookie = cookie;
    }

    private static VarHandle calls() {
        try {
            return MethodHandles.lookup().findVarHandle(LinuxSocket.class, "calls", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    long handle() {
        return handle;
    }

    /** The kernel descriptor; use it only between {@link #enter} and {@link #leave}. */
    int fd() {
        return fd;
    }

    /** The catalog entry, with the socket's own address family, type and protocol. */
    ProtocolInfo entry() {
        return entry;
    }

    /** The peer's address in Windows' form, if it was kept ({@link Naming#rememberPeer}). */
    @Nullable MemorySegment peer() {
        return peer;
    }

    void peer(MemorySegment address) {
        peer = address;
    }

    /** Whether close has to linger; no, where the memory that would say so is gone. */
    boolean lingers() {
        try {
            return has(SocketState.LINGERS);
        } catch (InternalError gone) {
            return false;
        }
    }

    /** The values common to all descriptors, for reading. */
    SocketState state() {
        return state;
    }

    boolean has(int flag) {
        return state.has(flag);
    }

    /** Changes the common values. */
    synchronized void change(Consumer<SocketState> change) {
        change.accept(state);
    }

    /**
     * Sets a word that was read from {@code seen}, if it and the values' place are as they were.
     */
    synchronized boolean replace(SocketState seen, SocketState.Word word, long expected, long to) {
        return seen.equals(state) && seen.replace(word, expected, to);
    }

    /**
     * Moves the values to the common block, once.
     *
     * @return the place in the block
     * @throws SharingException if the block has no room
     */
    Slot share(CommonBlock block) throws SharingException {
        Slot joined = slot;
        return joined != null ? joined : join(block);
    }

    private synchronized Slot join(CommonBlock block) throws SharingException {
        Slot joined = slot;
        if (joined == null) {
            joined = block.join(cookie(), LinuxCatalog.kind(entry), state.copy());
            state = SocketState.in(joined.memory(), joined.values());
            slot = joined;
        }
        return joined;
    }

    /** Whether there may be, or has been, another descriptor of the socket. */
    boolean isShared() {
        return slot != null;
    }

    /** Whether no other descriptor of the socket is known, here or in another process. */
    boolean sole() {
        Slot joined = slot;
        return joined == null || joined.sole();
    }

    /**
     * The kernel's number of the underlying socket, the same for all its descriptors; the negated
     * error of a kernel that gives none.
     */
    long cookie() {
        long known = cookie;
        if (known == 0) {
            known = Linux.longSocketOption(fd, LinuxConstants.SOL_SOCKET, LinuxConstants.SO_COOKIE);
            cookie = Math.max(0, known);
        }
        return known;
    }

    /** Begins a call on this descriptor; false once it is closed. Balance with {@link #leave}. */
    boolean enter() {
        int before = calls;
        while (before >= 0) {
            if (CALLS.compareAndSet(this, before, before + 1)) {
                return true;
            }
            before = calls;
        }
        return false;
    }

    /** Ends a call; the last one after {@link #close} closes the kernel descriptor. */
    void leave() {
        if ((int) CALLS.getAndAdd(this, -1) == CLOSING + 1) {
            release();
        }
    }

    boolean closing() {
        return calls < 0;
    }

    /** Registers a blocked call to be woken by {@link #close}; false once it is closed. */
    synchronized boolean add(Waiter waiter) {
        if (closing()) {
            return false;
        }
        waiters.add(waiter);
        return true;
    }

    /** Makes the blocked calls look again. */
    synchronized void wakeAll() {
        waiters.forEach(Waiter::wake);
    }

    synchronized void remove(Waiter waiter) {
        waiters.remove(waiter);
    }

    /**
     * Closes this descriptor: wakes its blocked calls, and closes the kernel descriptor now or, if
     * calls are under way, with the last of them. Waits a moment for them, so that what close does
     * (a FIN, a freed port) has normally happened on return.
     *
     * @return false if it was closed before
     */
    boolean close() {
        int before = (int) CALLS.getAndBitwiseOr(this, CLOSING);
        if (before < 0) {
            return false;
        }
        if (before == 0) {
            release();
        } else {
            awaitLastCall();
        }
        return true;
    }

    private synchronized void awaitLastCall() {
        waiters.forEach(Waiter::wake);
        long deadline = System.nanoTime() + 100_000_000L;
        try {
            for (long left = deadline - System.nanoTime();
                    !closed && left > 0;
                    left = deadline - System.nanoTime()) {
                wait(left / 1_000_000 + 1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets network events know, before the kernel descriptor is closed. */
    void watchedBy(NetworkEvents events) {
        watching = events;
    }

    private void release() {
        NetworkEvents events = watching;
        try {
            if (events != null) {
                events.closing(this);
            }
        } catch (InternalError gone) {
            // The shared memory, and what was registered in it.
        } finally {
            finish();
        }
    }

    private synchronized void finish() {
        Linux.close(fd);
        closed = true;
        Slot joined = slot;
        if (joined != null) {
            joined.leave();
        }
        notifyAll();
    }
}
