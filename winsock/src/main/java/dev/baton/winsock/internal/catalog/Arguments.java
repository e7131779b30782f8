package dev.baton.winsock.internal.catalog;

import dev.baton.winsock.Constants;
import dev.baton.winsock.internal.log.Log;
import dev.baton.winsock.struct.Guid;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.ProtocolInfo;
import dev.baton.winsock.struct.ProtocolInfoLayout;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** What callers hand over, checked. */
final class Arguments {
    private Arguments() {}

    /** The body of a function: its result, or why it fails. */
    @FunctionalInterface
    interface Body {
        /** Runs it. */
        int run() throws CatalogException;
    }

    /**
     * Runs a function that tells its error through a parameter.
     *
     * @param lpErrno receives the code of a failure
     * @param optional whether {@code lpErrno} may be NULL
     */
    static int call(String function, MemorySegment lpErrno, boolean optional, Body body) {
        boolean tells = Memory.writable(lpErrno, Integer.BYTES);
        if (!tells && !(optional && isNull(lpErrno))) {
            return Constants.SOCKET_ERROR;
        }
        int error = Constants.WSAEFAULT;
        try {
            return body.run();
        } catch (CatalogException e) {
            error = told(function, e);
        } catch (IllegalStateException | WrongThreadException unusable) {
            // The caller's memory was closed by another thread in the middle of the call.
        }
        try {
            if (tells) {
                Memory.int32(lpErrno, 0, error);
            }
        } catch (IllegalStateException closed) {
            // There is no place left to say it.
        }
        return Constants.SOCKET_ERROR;
    }

    /** Logs a failure, since a code says little, and returns the code. */
    static int told(String function, CatalogException e) {
        if (e.refusal()) {
            Log.debug(function + ": " + e.reason());
        } else {
            Log.error(function + ": " + e.reason());
        }
        return e.error();
    }

    static boolean isNull(MemorySegment segment) {
        return segment.equals(MemorySegment.NULL);
    }

    static CatalogException fault(String parameter) {
        return CatalogException.refused(
                Constants.WSAEFAULT, parameter + " is not memory that can be used");
    }

    static Guid guid(MemorySegment lpProviderId) throws CatalogException {
        if (!Memory.readable(lpProviderId, Guid.SIZEOF)) {
            throw fault("lpProviderId");
        }
        return Guid.ofBytes(Memory.bytes(lpProviderId, 0, Guid.SIZEOF));
    }

    /** A text up to its NUL, of 1 to so many characters. */
    static String text(MemorySegment text, int most, String parameter) throws CatalogException {
        StringBuilder read = new StringBuilder();
        for (int i = 0; i <= most; i++) {
            long offset = (long) i * Character.BYTES;
            if (!Memory.readable(text, offset + Character.BYTES)) {
                throw fault(parameter);
            }
            char c = (char) Memory.uint16(text, offset);
            if (c == 0 && i == 0) {
                throw CatalogEditor.invalid(parameter + " is empty");
            }
            if (c == 0) {
                return read.toString();
            }
            read.append(c);
        }
        throw CatalogEditor.invalid(parameter + " has more than " + most + " characters");
    }

    static List<ProtocolInfo> infos(MemorySegment list, int count) throws CatalogException {
        if (count <= 0) {
            throw CatalogEditor.invalid("dwNumberOfEntries is " + count);
        }
        long size = ProtocolInfoLayout.SIZEOF_W;
        if (!Memory.readable(list, count * size)) {
            throw fault("lpProtocolInfoList");
        }
        List<ProtocolInfo> infos = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            infos.add(ProtocolInfoLayout.readW(list.asSlice(i * size, size)));
        }
        return infos;
    }
}
