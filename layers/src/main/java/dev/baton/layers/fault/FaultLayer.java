package dev.baton.layers.fault;

import dev.baton.layers.DataBuffers;
import dev.baton.layers.Entry;
import dev.baton.layers.WatchedLayer;
import dev.baton.winsock.Constants;
import dev.baton.winsock.spi.LPWSAOVERLAPPED_COMPLETION_ROUTINE;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.SockAddr;
import dev.baton.winsock.struct.SockAddrUn;
import java.lang.System.Logger.Level;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Decides before each call what befalls it. */
final class FaultLayer extends WatchedLayer {
    private static final System.Logger LOG = System.getLogger("dev.baton.layers");
    private static final int WHOLE = Constants.MSG_OOB | Constants.MSG_WAITALL;

    /** Bytes of the largest datagram. */
    private static final int MOST = 65507;

    private final LongConsumer pause;
    private final Map<Long, Draws> sockets = new ConcurrentHashMap<>();
    private final AtomicLong ordinals = new AtomicLong();
    private @Nullable FaultPlan plan;
    private @Nullable Draws withoutSocket;

    FaultLayer() {
        this(FaultLayer::pause);
    }

    /** For tests: {@code pause} waits so many milliseconds. */
    FaultLayer(LongConsumer pause) {
        this.pause = pause;
    }

    private static void pause(long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        long left = end - System.nanoTime();
        while (left > 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(left);
            left = end - System.nanoTime();
        }
    }

    @Override
    protected void started() {
        FaultPlan read = FaultPlan.read();
        plan = read;
        withoutSocket = draws();
        if (read.faulty()) {
            LOG.log(
                    Level.INFO,
                    "faults over \""
                            + entry().protocolName()
                            + "\" are repeated with -Ddev.baton.layers.fault.seed="
                            + read.seed());
        }
    }

    private FaultPlan plan() {
        return Objects.requireNonNull(plan, "the layer was not started by Winsock");
    }

    private Draws draws() {
        long chain = Draws.mix(plan().seed(), entry().dwCatalogEntryId());
        return new Draws(Draws.mix(chain, ordinals.getAndIncrement()));
    }

    private SplittableRandom luck(long s, Draws.Sort sort, Entry entry) {
        Draws of = sockets.get(s);
        return (of == null ? Objects.requireNonNull(withoutSocket) : of).next(sort, entry);
    }

    @Override
    protected void socketOpened(long s, byte[] context) {
        sockets.put(s, draws());
    }

    @Override
    protected void socketClosed(long s) {
        sockets.remove(s);
    }

    @Override
    protected int refusal(Entry entry, long s) {
        if (entry == Entry.WSPCleanup) {
            return 0;
        }
        FaultPlan.Delay delay = plan().delay();
        SplittableRandom time = luck(s, Draws.Sort.DELAY, entry);
        if (time.nextDouble() < delay.probability()) {
            pause.accept(time.nextInt(delay.least(), delay.most() + 1));
        }
        SplittableRandom luck = luck(s, Draws.Sort.ERROR, entry);
        for (FaultPlan.InjectedError each : plan().errors()) {
            if (each.entry() == entry && luck.nextDouble() < each.probability()) {
                return each.code();
            }
        }
        return 0;
    }

    private boolean streams() {
        return entry().iSocketType() == Constants.SOCK_STREAM;
    }

    /** The buffers to pass on: fewer bytes than these hold, if luck wants it. */
    private DataBuffers shortened(Entry entry, long s, DataBuffers all, int flags) {
        SplittableRandom luck = luck(s, Draws.Sort.SHORT, entry);
        boolean hit = luck.nextDouble() < plan().shortened() && streams();
        if (!hit || (flags & WHOLE) != 0 || !all.readable() || all.size() < 2) {
            return all;
        }
        return all.part(0, luck.nextLong(1, all.size()));
    }

    private static int flags(MemorySegment lpFlags) {
        return Memory.readable(lpFlags, Integer.BYTES) ? Memory.int32(lpFlags, 0) : 0;
    }

    private boolean loses(
            Entry entry,
            long s,
            DataBuffers all,
            MemorySegment lpNumberOfBytesSent,
            MemorySegment lpOverlapped) {
        boolean hit = luck(s, Draws.Sort.DROP, entry).nextDouble() < plan().drop();
        return hit
                && !streams()
                && absent(lpOverlapped)
                && all.readable()
                && all.size() <= MOST
                && Memory.writable(lpNumberOfBytesSent, Integer.BYTES);
    }

    /** Reports success, unless this call is to fail; a lost datagram takes its time too. */
    private int lose(
            Entry entry,
            long s,
            DataBuffers all,
            MemorySegment lpNumberOfBytesSent,
            MemorySegment lpErrno) {
        int error = refusal(entry, s);
        if (error != 0) {
            return refuse(lpErrno, error);
        }
        Memory.int32(lpNumberOfBytesSent, 0, (int) all.size());
        return 0;
    }

    /** Whether the provider beneath would take a datagram: for an address, or for the peer. */
    private boolean sendable(long s, MemorySegment lpTo, int iTolen) {
        MemorySegment name = MemorySegment.ofArray(new byte[SockAddrUn.SIZEOF]);
        MemorySegment length = MemorySegment.ofArray(new int[] {SockAddrUn.SIZEOF});
        MemorySegment lpErrno = MemorySegment.ofArray(new int[1]);
        return absent(lpTo)
                ? next().WSPGetPeerName(s, name, length, lpErrno) == 0
                : SockAddr.fault(lpTo, iTolen) == 0
                        && next().WSPGetSockName(s, name, length, lpErrno) == 0;
    }

    private static boolean absent(MemorySegment pointer) {
        return pointer.isNative() && pointer.address() == 0;
    }

    @Override
    public int WSPSend(
            long s,
            MemorySegment[] lpBuffers,
            int dwBufferCount,
            MemorySegment lpNumberOfBytesSent,
            int dwFlags,
            MemorySegment lpOverlapped,
            @Nullable LPWSAOVERLAPPED_COMPLETION_ROUTINE lpCompletionRoutine,
            MemorySegment lpThreadId,
            MemorySegment lpErrno) {
        DataBuffers all = new DataBuffers(lpBuffers, dwBufferCount);
        if (loses(Entry.WSPSend, s, all, lpNumberOfBytesSent, lpOverlapped)
                && sendable(s, MemorySegment.NULL, 0)) {
            return lose(Entry.WSPSend, s, all, lpNumberOfBytesSent, lpErrno);
        }
        DataBuffers some = shortened(Entry.WSPSend, s, all, dwFlags);
        return super.WSPSend(
                s,
                some.segments(),
                some.count(),
                lpNumberOfBytesSent,
                dwFlags,
                lpOverlapped,
                lpCompletionRoutine,
                lpThreadId,
                lpErrno);
    }

    @Override
    public int WSPSendTo(
            long s,
            MemorySegment[] lpBuffers,
            int dwBufferCount,
            MemorySegment lpNumberOfBytesSent,
            int dwFlags,
            MemorySegment lpTo,
            int iTolen,
            MemorySegment lpOverlapped,
            @Nullable LPWSAOVERLAPPED_COMPLETION_ROUTINE lpCompletionRoutine,
            MemorySegment lpThreadId,
            MemorySegment lpErrno) {
        DataBuffers all = new DataBuffers(lpBuffers, dwBufferCount);
        if (loses(Entry.WSPSendTo, s, all, lpNumberOfBytesSent, lpOverlapped)
                && sendable(s, lpTo, iTolen)) {
            return lose(Entry.WSPSendTo, s, all, lpNumberOfBytesSent, lpErrno);
        }
        DataBuffers some = shortened(Entry.WSPSendTo, s, all, dwFlags);
        return super.WSPSendTo(
                s,
                some.segments(),
                some.count(),
                lpNumberOfBytesSent,
                dwFlags,
                lpTo,
                iTolen,
                lpOverlapped,
                lpCompletionRoutine,
                lpThreadId,
                lpErrno);
    }

    @Override
    public int WSPRecv(
            long s,
            MemorySegment[] lpBuffers,
            int dwBufferCount,
            MemorySegment lpNumberOfBytesRecvd,
            MemorySegment lpFlags,
            MemorySegment lpOverlapped,
            @Nullable LPWSAOVERLAPPED_COMPLETION_ROUTINE lpCompletionRoutine,
            MemorySegment lpThreadId,
            MemorySegment lpErrno) {
        DataBuffers all = new DataBuffers(lpBuffers, dwBufferCount);
        DataBuffers some = shortened(Entry.WSPRecv, s, all, flags(lpFlags));
        return super.WSPRecv(
                s,
                some.segments(),
                some.count(),
                lpNumberOfBytesRecvd,
                lpFlags,
                lpOverlapped,
                lpCompletionRoutine,
                lpThreadId,
                lpErrno);
    }

    @Override
    public int WSPRecvFrom(
            long s,
            MemorySegment[] lpBuffers,
            int dwBufferCount,
            MemorySegment lpNumberOfBytesRecvd,
            MemorySegment lpFlags,
            MemorySegment lpFrom,
            MemorySegment lpFromlen,
            MemorySegment lpOverlapped,
            @Nullable LPWSAOVERLAPPED_COMPLETION_ROUTINE lpCompletionRoutine,
            MemorySegment lpThreadId,
            MemorySegment lpErrno) {
        DataBuffers all = new DataBuffers(lpBuffers, dwBufferCount);
        DataBuffers some = shortened(Entry.WSPRecvFrom, s, all, flags(lpFlags));
        return super.WSPRecvFrom(
                s,
                some.segments(),
                some.count(),
                lpNumberOfBytesRecvd,
                lpFlags,
                lpFrom,
                lpFromlen,
                lpOverlapped,
                lpCompletionRoutine,
                lpThreadId,
                lpErrno);
    }
}
