package dev.baton.winsock.internal;

import dev.baton.winsock.Constants;
import dev.baton.winsock.spi.ServiceProvider;
import dev.baton.winsock.struct.Memory;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The descriptors of one wait. If they are not all of one provider they are resolved to those of
 * the base provider, which each layer is asked for: {@code SIO_BSP_HANDLE_SELECT} and {@code
 * SIO_BSP_HANDLE_POLL}.
 */
final class BaseHandles {
    private final Session session;
    private final int code;
    private final List<Descriptor> descriptors = new ArrayList<>();
    private final Map<Long, Long> bases = new HashMap<>();
    private @Nullable ServiceProvider first;
    private boolean mixed;

    /**
     * Begins with none.
     *
     * @param code the control code that asks for the base provider's handle
     */
    BaseHandles(Session session, int code) {
        this.session = session;
        this.code = code;
    }

    /** Adds a descriptor; false if it is none. */
    boolean add(long s) {
        Descriptor descriptor = session.descriptors().find(s);
        ServiceProvider provider = descriptor == null ? null : descriptor.provider();
        if (descriptor == null || provider == null) {
            return false;
        }
        mixed |= first != null && !first.equals(provider);
        first = first == null ? provider : first;
        descriptors.add(descriptor);
        return true;
    }

    boolean isEmpty() {
        return descriptors.isEmpty();
    }

    /** The provider that all descriptors belong to; null if there is none or more than one. */
    @Nullable ServiceProvider common() {
        return mixed ? null : first;
    }

    /** Asks for every base handle; null after an error, which is the thread's last then. */
    @Nullable ServiceProvider resolve(ThreadState thread) {
        ServiceProvider common = null;
        for (Descriptor each : descriptors) {
            CatalogEntry bottom = session.catalog().base(each.entry());
            ServiceProvider base = bottom == null ? null : bottom.loader().provider();
            if (base == null || (common != null && !common.equals(base))) {
                // Nobody can wait for sockets of two systems at once.
                thread.fail(Constants.WSAENOTSOCK);
                return null;
            }
            common = base;
            if (!bases.containsKey(each.handle()) && !ask(thread, each)) {
                return null;
            }
        }
        return common;
    }

    private boolean ask(ThreadState thread, Descriptor descriptor) {
        ServiceProvider provider = descriptor.provider();
        if (provider == null) {
            return false;
        }
        MemorySegment handle = MemorySegment.ofArray(new long[1]);
        Dispatch.Call call =
                (p, frame) ->
                        p.WSPIoctl(
                                descriptor.handle(),
                                code,
                                MemorySegment.NULL,
                                0,
                                handle,
                                Long.BYTES,
                                frame.lpBytes(),
                                MemorySegment.NULL,
                                null,
                                MemorySegment.NULL,
                                frame.lpErrno());
        if (Dispatch.through(thread, provider, call, false) != 0) {
            return false;
        }
        bases.put(descriptor.handle(), Memory.int64(handle, 0));
        return true;
    }

    /** The base provider's handle, after {@link #resolve}; INVALID_SOCKET for no descriptor. */
    long base(long s) {
        Long base = bases.get(s);
        return base == null ? Constants.INVALID_SOCKET : base;
    }
}
