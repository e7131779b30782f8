package dev.baton.winsock.spi;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.ProtocolInfo;
import java.lang.System.Logger.Level;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A layer over other providers: every entry passes on to {@link #next}, so that a useful layer
 * overrides two or three methods and calls {@code super} for the rest. One object serves one chain,
 * for as long as Winsock is started, from any thread.
 *
 * <p>Descriptors are those of the provider beneath (an installable file system layer: every new one
 * passes through {@code WPUModifyIFSHandle}); a layer that makes its own extends {@link
 * NonIfsLayeredProvider}. A duplicate made through the chain is opened through the same chain, and
 * {@link #socketContext} travels with it.
 *
 * <p>What an overriding method throws is logged and answered {@code WSASYSCALLFAILURE}; descriptors
 * made in that call are closed.
 */
public abstract class LayeredProvider extends PassingProvider {
    private static final byte[] NONE = {};

    private @Nullable ServiceProvider next;
    private @Nullable Duplicates duplicates;
    private @Nullable Position position;

    /** For subclasses; {@link #started} tells when the layer can be used. */
    protected LayeredProvider() {}

    final void begin(Position at, ServiceProvider beneath) {
        position = at;
        next = beneath;
        duplicates = new Duplicates(this, at, beneath);
        started();
    }

    /** What the provider beneath may call. */
    UpcallTable beneath(UpcallTable upcalls) {
        return upcalls;
    }

    // What a layer may use and override

    /** The provider beneath: its entries take and give the descriptors of that provider. */
    @Override
    protected final ServiceProvider next() {
        return Objects.requireNonNull(next, "the layer was not started by Winsock");
    }

    /** What the layer may call in Winsock. */
    protected final UpcallTable upcalls() {
        return position().upcalls();
    }

    /**
     * The chain that this object serves.
     *
     * @return its catalog entry, with the addressing of its protocol
     */
    protected final ProtocolInfo entry() {
        return position().chain();
    }

    final Position position() {
        return Objects.requireNonNull(position, "the layer was not started by Winsock");
    }

    private Duplicates duplicates() {
        return Objects.requireNonNull(duplicates, "the layer was not started by Winsock");
    }

    /** Called once, before the first entry. */
    protected void started() {}

    /**
     * Called once, before the provider beneath ends. Sockets that are still open end with it,
     * without {@link #socketClosed}.
     */
    protected void ended() {}

    /**
     * Called for every new descriptor, before the application knows it. If this throws, the
     * descriptor is closed.
     *
     * @param s the descriptor
     * @param context what {@link #socketContext} said in the process that duplicated it; for an
     *     accepted connection, what it says of the listener; otherwise empty
     */
    protected void socketOpened(long s, byte[] context) {}

    /**
     * Called when a descriptor is closed. What this throws is logged: the descriptor is gone.
     *
     * @param s the descriptor, by now unknown
     */
    protected void socketClosed(long s) {}

    /**
     * What must travel with a duplicate of this socket.
     *
     * @param s the socket
     * @return at most {@link #contextRoom} bytes; more make the duplication fail with {@code
     *     WSAENOBUFS}
     */
    protected byte[] socketContext(long s) {
        return NONE;
    }

    /**
     * Whether a context is one that {@link #socketContext} can have written: the structure came
     * through an application. A refused one makes the opening fail with {@code WSAEINVAL}, and the
     * duplicate stays good.
     *
     * @param context not empty
     * @return true, unless a subclass knows better
     */
    protected boolean acceptsContext(byte[] context) {
        return true;
    }

    /** Bytes of context that can travel: 47, or fewer where layers are many or names long. */
    protected final int contextRoom() {
        return duplicates().contextRoom();
    }

    /**
     * Fails an entry.
     *
     * @param lpErrno the entry's last parameter
     * @param error a {@code WSA…} code
     * @return {@code SOCKET_ERROR}, which is {@code INVALID_SOCKET} too
     */
    protected static int refuse(MemorySegment lpErrno, int error) {
        lpErrno.set(JAVA_INT_UNALIGNED, 0, error);
        return Constants.SOCKET_ERROR;
    }

    @Override
    final MemorySegment downward(MemorySegment lpProtocolInfo) {
        return position().downward(lpProtocolInfo);
    }

    // Descriptors: the same here as beneath, unless a layer makes its own

    @Override
    long lower(long s) {
        return s;
    }

    /** The descriptor for one beneath that is new, or INVALID_SOCKET. */
    long register(long lower, MemorySegment lpErrno) {
        return upcalls().WPUModifyIFSHandle(position().ownId(), lower, lpErrno);
    }

    /** Forgets a descriptor. */
    void unregister(long s) {}

    private long admit(long lower, byte[] context, MemorySegment lpErrno) {
        boolean admitted = false;
        long s = Constants.INVALID_SOCKET;
        try {
            s = register(lower, lpErrno);
            if (s != Constants.INVALID_SOCKET) {
                socketOpened(s, context);
                admitted = true;
            }
            return s;
        } finally {
            if (!admitted) {
                next().WSPCloseSocket(lower, MemorySegment.ofArray(new int[1]));
                unregister(s);
            }
        }
    }

    // The life of a descriptor

    @Override
    public long WSPSocket(
            int af,
            int type,
            int protocol,
            MemorySegment lpProtocolInfo,
            int g,
            int dwFlags,
            MemorySegment lpErrno) {
        byte[] context = NONE;
        if (Duplicates.isDuplicate(lpProtocolInfo)) {
            byte[] travelled = duplicates().context(lpProtocolInfo);
            if (travelled == null) {
                return refuse(lpErrno, Constants.WSAEINVAL);
            }
            context = travelled;
        }
        long lower =
                position()
                        .openBeneath(
                                next(), af, type, protocol, lpProtocolInfo, g, dwFlags, lpErrno);
        return lower == Constants.INVALID_SOCKET ? lower : admit(lower, context, lpErrno);
    }

    @Override
    public long WSPAccept(
            long s,
            MemorySegment addr,
            MemorySegment addrlen,
            @Nullable LPCONDITIONPROC lpfnCondition,
            long dwCallbackData,
            MemorySegment lpErrno) {
        long lower =
                next().WSPAccept(lower(s), addr, addrlen, lpfnCondition, dwCallbackData, lpErrno);
        return lower == Constants.INVALID_SOCKET ? lower : admit(lower, socketContext(s), lpErrno);
    }

    @Override
    public long WSPJoinLeaf(
            long s,
            MemorySegment name,
            int namelen,
            MemorySegment lpCallerData,
            MemorySegment lpCalleeData,
            MemorySegment lpSQOS,
            MemorySegment lpGQOS,
            int dwFlags,
            MemorySegment lpErrno) {
        long root = lower(s);
        long leaf =
                next().WSPJoinLeaf(
                                root,
                                name,
                                namelen,
                                lpCallerData,
                                lpCalleeData,
                                lpSQOS,
                                lpGQOS,
                                dwFlags,
                                lpErrno);
        if (leaf == root) {
            return s;
        }
        return leaf == Constants.INVALID_SOCKET ? leaf : admit(leaf, NONE, lpErrno);
    }

    @Override
    public int WSPDuplicateSocket(
            long s, int dwProcessId, MemorySegment lpProtocolInfo, MemorySegment lpErrno) {
        return duplicates().duplicate(s, dwProcessId, lpProtocolInfo, lpErrno);
    }

    @Override
    public int WSPCloseSocket(long s, MemorySegment lpErrno) {
        int result = next().WSPCloseSocket(lower(s), lpErrno);
        if (result == 0) {
            unregister(s);
            tellClosed(s);
        }
        return result;
    }

    private void tellClosed(long s) {
        try {
            socketClosed(s);
        } catch (RuntimeException | LinkageError | AssertionError thrown) {
            System.getLogger("dev.baton.winsock")
                    .log(Level.WARNING, "a layer's socketClosed threw", thrown);
        }
    }

    @Override
    public int WSPCleanup(MemorySegment lpErrno) {
        try {
            ended();
        } finally {
            next().WSPCleanup(lpErrno);
        }
        return 0;
    }

    // Readiness and control

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
        if (dwIoControlCode == VendorIoctl.DUPLICATE_SOCKETS) {
            return duplicates()
                    .duplicateMany(
                            s,
                            lpvInBuffer,
                            cbInBuffer,
                            lpvOutBuffer,
                            cbOutBuffer,
                            lpcbBytesReturned,
                            lpErrno);
        }
        return next().WSPIoctl(
                        lower(s),
                        dwIoControlCode,
                        lpvInBuffer,
                        cbInBuffer,
                        lpvOutBuffer,
                        cbOutBuffer,
                        lpcbBytesReturned,
                        lpOverlapped,
                        lpCompletionRoutine,
                        lpThreadId,
                        lpErrno);
    }

    @Override
    public int WSPGetSockOpt(
            long s,
            int level,
            int optname,
            MemorySegment optval,
            MemorySegment optlen,
            MemorySegment lpErrno) {
        int result = next().WSPGetSockOpt(lower(s), level, optname, optval, optlen, lpErrno);
        if (result == 0 && level == Constants.SOL_SOCKET) {
            position().relabelOption(optname, optval);
        }
        return result;
    }
}
