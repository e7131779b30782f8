package dev.baton.winsock.spi;

import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.ProtocolInfoLayout;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Duplication through a layer. The layer above the base provider gives it a structure with the
 * base's own entry and makes what comes back the chain's; every layer adds its context on the way
 * up.
 */
final class Duplicates {
    private static final int SIZE = ProtocolInfoLayout.SIZEOF_W;

    /** Bytes before the descriptors in {@link VendorIoctl#DUPLICATE_SOCKETS}. */
    private static final int HEADER = 8;

    private final LayeredProvider layer;
    private final Position position;
    private final ServiceProvider next;
    private final ContextField field;

    Duplicates(LayeredProvider layer, Position position, ServiceProvider next) {
        this.layer = layer;
        this.position = position;
        this.next = next;
        field = new ContextField(position.chain(), position.index());
    }

    int contextRoom() {
        return field.room();
    }

    /** Whether a structure is a duplicate's rather than a catalog entry. */
    static boolean isDuplicate(MemorySegment info) {
        return Memory.readable(info, SIZE) && ProtocolInfoLayout.dwProviderReserved(info) != 0;
    }

    /** The context that came with a duplicate, or null if it can't have been written here. */
    byte @Nullable [] context(MemorySegment info) {
        byte[] context = field.read(info).orElse(null);
        boolean good = context != null && (context.length == 0 || layer.acceptsContext(context));
        return good ? context : null;
    }

    /** {@code WSPDuplicateSocket}: nothing is delivered that can't be told. */
    int duplicate(long s, int dwProcessId, MemorySegment info, MemorySegment lpErrno) {
        long lower = layer.lower(s);
        if (!Memory.writable(info, SIZE)) {
            // The base provider says what is wrong, in its order of checks.
            return next.WSPDuplicateSocket(lower, dwProcessId, info, lpErrno);
        }
        byte[] context = layer.socketContext(s);
        if (context.length > field.room()) {
            return LayeredProvider.refuse(lpErrno, Constants.WSAENOBUFS);
        }
        MemorySegment below = position.downward(info);
        int result = next.WSPDuplicateSocket(lower, dwProcessId, below, lpErrno);
        if (result == 0) {
            tell(below, info, context);
        }
        return result;
    }

    private void tell(MemorySegment below, MemorySegment info, byte[] context) {
        if (position.aboveBase()) {
            position.relabel(below, info);
        }
        field.write(info, context);
    }

    /** {@link VendorIoctl#DUPLICATE_SOCKETS}. */
    int duplicateMany(
            long s,
            MemorySegment in,
            int cbIn,
            MemorySegment out,
            int cbOut,
            MemorySegment lpcbBytesReturned,
            MemorySegment lpErrno) {
        int count = cbIn >= HEADER && Memory.readable(in, cbIn) ? Memory.int32(in, 4) : 0;
        boolean usable = count > 0 && cbIn >= HEADER + (long) count * Long.BYTES;
        MemorySegment below = in;
        byte[][] contexts = new byte[usable ? count : 0][];
        if (usable) {
            below = MemorySegment.ofArray(Memory.bytes(in, 0, cbIn));
            for (int i = 0; i < count; i++) {
                long each = Memory.int64(in, HEADER + (long) i * Long.BYTES);
                contexts[i] = layer.socketContext(each);
                if (contexts[i].length > field.room()) {
                    return LayeredProvider.refuse(lpErrno, Constants.WSAENOBUFS);
                }
                Memory.int64(below, HEADER + (long) i * Long.BYTES, layer.lower(each));
            }
        }
        int result =
                next.WSPIoctl(
                        layer.lower(s),
                        VendorIoctl.DUPLICATE_SOCKETS,
                        below,
                        cbIn,
                        out,
                        cbOut,
                        lpcbBytesReturned,
                        MemorySegment.NULL,
                        null,
                        MemorySegment.NULL,
                        lpErrno);
        if (result == 0) {
            for (int i = 0; i < contexts.length; i++) {
                MemorySegment info = out.asSlice((long) i * SIZE, SIZE);
                tell(info, info, contexts[i]);
            }
        }
        return result;
    }
}
