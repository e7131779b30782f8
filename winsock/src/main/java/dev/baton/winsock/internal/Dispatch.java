package dev.baton.winsock.internal;

import dev.baton.winsock.Constants;
import dev.baton.winsock.spi.ServiceProvider;
import dev.baton.winsock.struct.Memory;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * The four moves of every call on a descriptor: started? known? through the provider's table, then
 * the last error.
 */
public final class Dispatch {
    private Dispatch() {}

    /** One entry of the provider's table; what it returns is an int or a descriptor. */
    @FunctionalInterface
    public interface Call {
        /** Makes the call. */
        long on(ServiceProvider provider, Frame frame);
    }

    /** A call that returns 0 or another value of its own, or SOCKET_ERROR. */
    public static int status(long s, Call call) {
        return (int) call(s, call, false);
    }

    /** A call that returns TRUE or FALSE: 1 or 0. */
    public static int truth(long s, Call call) {
        long result = call(s, (p, f) -> call.on(p, f) == 0 ? Constants.SOCKET_ERROR : 1, false);
        return result == Constants.SOCKET_ERROR ? 0 : 1;
    }

    /** A call that returns a number of bytes in the frame's {@code lpBytes}. */
    public static int transfer(long s, Call call) {
        return (int) call(s, call, true);
    }

    /** A call that returns a new descriptor. */
    public static long socket(long s, Call call) {
        return call(s, call, false);
    }

    /** A call that returns a new descriptor, of a provider that is known already. */
    static long socket(ThreadState thread, ServiceProvider provider, Call call) {
        return through(thread, provider, call, false);
    }

    private static long call(long s, Call call, boolean bytes) {
        ThreadState thread = ThreadState.current();
        Session session = Session.current();
        if (session == null) {
            return thread.fail(Constants.WSANOTINITIALISED);
        }
        Descriptor descriptor = session.descriptors().find(s);
        ServiceProvider provider = descriptor == null ? null : descriptor.provider();
        if (provider == null) {
            return thread.fail(Constants.WSAENOTSOCK);
        }
        return through(thread, provider, call, bytes);
    }

    // SOCKET_ERROR and INVALID_SOCKET are the same number.
    static long through(ThreadState thread, ServiceProvider provider, Call call, boolean bytes) {
        Frame frame = thread.enter();
        boolean failed = true;
        try {
            long result = call.on(provider, frame);
            if (result == Constants.SOCKET_ERROR) {
                return thread.fail(code(frame));
            }
            failed = false;
            return bytes ? frame.bytes() : result;
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError thrown) {
            return thread.fail(Faults.code(thrown));
        } catch (InternalError fault) {
            // Memory that the provider shares with other processes is gone.
            return thread.fail(Constants.WSAENETDOWN);
        } finally {
            if (failed && !frame.made().isEmpty()) {
                Orphans.close(List.copyOf(frame.made()));
            }
            thread.leave();
        }
    }

    /** A call that reads or writes the caller's memory itself, which another thread may close. */
    public static int guarded(IntSupplier call) {
        try {
            return call.getAsInt();
        } catch (IllegalStateException | WrongThreadException unusable) {
            return ThreadState.current().fail(Constants.WSAEFAULT);
        }
    }

    /** Whether Winsock is started, for functions that look at their arguments first. */
    public static boolean isStarted() {
        return Session.current() != null;
    }

    /** Whether an array of SOCKETs has not those of several providers; some may be no sockets. */
    public static boolean haveOneProvider(MemorySegment sockets, int count) {
        Session session = Session.current();
        ServiceProvider common = null;
        for (int i = 0; i < count && session != null; i++) {
            Descriptor each = session.descriptors().find(Memory.int64(sockets, 8L * i));
            ServiceProvider provider = each == null ? null : each.provider();
            if (common != null && provider != null && !common.equals(provider)) {
                return false;
            }
            common = common == null ? provider : common;
        }
        return true;
    }

    /** {@code closesocket}: forgets the descriptor when its provider has closed it. */
    public static int close(long s) {
        ThreadState thread = ThreadState.current();
        Session session = Session.current();
        if (session == null) {
            return thread.fail(Constants.WSANOTINITIALISED);
        }
        Descriptor descriptor = session.descriptors().find(s);
        ServiceProvider provider = descriptor == null ? null : descriptor.provider();
        if (descriptor == null || provider == null) {
            return thread.fail(Constants.WSAENOTSOCK);
        }
        Call close = (entries, frame) -> entries.WSPCloseSocket(s, frame.lpErrno());
        int result = (int) through(thread, provider, close, false);
        if (result == 0) {
            session.descriptors().remove(descriptor);
        }
        return result;
    }

    // A provider that fails without saying why is itself an error (A032).
    private static int code(Frame frame) {
        return frame.error() != 0 ? frame.error() : Constants.WSASYSCALLFAILURE;
    }
}
