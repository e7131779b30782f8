package dev.baton.layers.trace;

import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.FdSet;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.ProtocolInfoLayout;
import dev.baton.winsock.struct.SockAddr;
import dev.baton.winsock.struct.SockAddrIn;
import dev.baton.winsock.struct.SockAddrIn6;
import dev.baton.winsock.struct.SockAddrUn;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Arguments as text. Nothing is read beyond what the lengths among the arguments say, and what
 * can't be read is named so: a wrong argument is the program's, and the provider's to refuse.
 */
final class Values {
    static final String UNUSABLE = "(unusable)";

    private static final String NULL = "NULL";
    private static final int SHOWN_BYTES = 16;
    private static final int SHOWN_BUFFERS = 4;

    private final Signature signature;
    private final @Nullable Object[] arguments;
    private boolean filled;

    Values(Signature signature, @Nullable Object[] arguments) {
        this.signature = signature;
        this.arguments = arguments;
    }

    /** Each argument before the call. */
    String[] before() {
        String[] shown = new String[signature.names().size()];
        for (int i = 0; i < shown.length; i++) {
            Kind kind = signature.kinds().get(i);
            shown[i] = kind.after() && kind != Kind.SET ? "" : safely(kind, i);
        }
        return shown;
    }

    /** Adds what the call has filled; a failed one has filled nothing but numbers. */
    void after(String[] shown, boolean failed) {
        filled = !failed;
        for (int i = 0; i < shown.length; i++) {
            Kind kind = signature.kinds().get(i);
            if (kind == Kind.SET) {
                String now = safely(kind, i);
                shown[i] = now.equals(shown[i]) ? now : shown[i] + "→" + now;
            } else if (kind.after()) {
                boolean told = filled || kind == Kind.COUNT || kind == Kind.FILLED_BUFFERS;
                shown[i] = safely(told ? kind : Kind.MEMORY, i);
            }
        }
    }

    /**
     * The number that a pointer among the arguments points to, or the other if it can't be read.
     */
    int number(int index, int otherwise) {
        try {
            return arguments[index] instanceof MemorySegment at
                            && Memory.readable(at, Integer.BYTES)
                    ? Memory.int32(at, 0)
                    : otherwise;
        } catch (IllegalStateException | InternalError gone) {
            return otherwise;
        }
    }

    // Memory may be closed by another thread at any moment, and mapped memory may be gone.
    private String safely(Kind kind, int index) {
        try {
            return show(kind, index);
        } catch (RuntimeException | InternalError unusable) {
            return UNUSABLE;
        }
    }

    private String show(Kind kind, int i) {
        Object argument = arguments[i];
        if (argument == null) {
            return NULL;
        }
        return switch (kind) {
            case SOCKET -> handle((long) argument);
            case NUMBER -> argument.toString();
            case BITS -> "0x" + Integer.toHexString((int) argument);
            case FUNCTION -> "(function)";
            case BUFFERS -> buffers((MemorySegment[]) argument, number(i + 1), Long.MAX_VALUE);
            case FILLED_BUFFERS ->
                    buffers((MemorySegment[]) argument, number(i + 1), received(i + 2));
            default -> pointer(kind, (MemorySegment) argument, i);
        };
    }

    private String pointer(Kind kind, MemorySegment at, int i) {
        if (isNull(at)) {
            return NULL;
        }
        int needed =
                switch (kind) {
                    case COUNT -> Integer.BYTES;
                    case INFO, FILLED_INFO -> ProtocolInfoLayout.SIZEOF_W;
                    case TIMEVAL -> Constants.SIZEOF_TIMEVAL;
                    case SET -> FdSet.OFFSET_fd_array;
                    default -> 0;
                };
        if (!Memory.readable(at, needed)) {
            return UNUSABLE;
        }
        return switch (kind) {
            case COUNT -> Integer.toString(Memory.int32(at, 0));
            case BYTES -> bytes(at, number(i + 1));
            case FILLED_BYTES -> bytes(at, number(i + 1, 0));
            case RETURNED_BYTES -> bytes(at, Math.min(number(i + 1), number(i + 2, 0)));
            case ADDRESS -> address(at, number(i + 1));
            case FILLED_ADDRESS -> address(at, number(i + 1, 0));
            case INFO, FILLED_INFO ->
                    "{entry "
                            + ProtocolInfoLayout.dwCatalogEntryId(at)
                            + ", handle "
                            + ProtocolInfoLayout.dwProviderReserved(at)
                            + "}";
            case TIMEVAL -> Memory.int32(at, 0) + " s " + Memory.int32(at, Integer.BYTES) + " µs";
            case SET -> set(at);
            default -> "(" + at.byteSize() + " bytes)";
        };
    }

    private static boolean isNull(MemorySegment at) {
        return at.isNative() && at.address() == 0;
    }

    private int number(int index) {
        return arguments[index] instanceof Integer number ? number : 0;
    }

    /** A failed call has left there whatever was there. */
    private int received(int index) {
        return filled ? Math.max(0, number(index, 0)) : 0;
    }

    static String handle(long s) {
        return s == Constants.INVALID_SOCKET ? "INVALID_SOCKET" : "0x" + Long.toHexString(s);
    }

    private static String set(MemorySegment set) {
        List<String> sockets = new ArrayList<>();
        for (int i = 0; i < FdSet.count(set); i++) {
            sockets.add(handle(FdSet.get(set, i)));
        }
        return "{" + String.join(", ", sockets) + "}";
    }

    private static String address(MemorySegment at, int length) {
        int fault = SockAddr.fault(at, length);
        if (fault == Constants.WSAEAFNOSUPPORT) {
            return "(family " + SockAddr.family(at) + ")";
        }
        if (fault != 0) {
            return UNUSABLE;
        }
        return switch (SockAddr.of(at, length)) {
            case SockAddrIn in ->
                    in.toInetSocketAddress().getAddress().getHostAddress() + ":" + in.port();
            case SockAddrIn6 in6 ->
                    "["
                            + in6.toInetSocketAddress()
                                    .getAddress()
                                    .getHostAddress()
                                    .replaceFirst("(^|:)(0(:|$)){2,}", "::")
                            + "]:"
                            + in6.port();
            case SockAddrUn un -> un.isUnnamed() ? "(unnamed)" : quoted(un.pathBytes());
        };
    }

    /** Each buffer's size and first bytes, of as many as were sent or received. */
    private static String buffers(@Nullable MemorySegment[] all, int count, long filled) {
        if (count < 0 || count > all.length) {
            return UNUSABLE;
        }
        List<String> shown = new ArrayList<>();
        long left = filled;
        for (int i = 0; i < Math.min(count, SHOWN_BUFFERS); i++) {
            MemorySegment each = all[i];
            long moved = each == null ? 0 : Math.min(each.byteSize(), left);
            shown.add(each == null || isNull(each) ? NULL : buffer(each, moved));
            left -= moved;
        }
        if (count > SHOWN_BUFFERS) {
            shown.add("and " + (count - SHOWN_BUFFERS) + " more");
        }
        return "[" + String.join(", ", shown) + "]";
    }

    private static String buffer(MemorySegment at, long filled) {
        try {
            return at.byteSize() + " bytes" + (filled == 0 ? "" : " " + text(at, filled));
        } catch (IllegalStateException | WrongThreadException unusable) {
            return UNUSABLE;
        }
    }

    private static String bytes(MemorySegment at, int length) {
        return Memory.readable(at, length) ? length + " bytes " + text(at, length) : UNUSABLE;
    }

    private static String text(MemorySegment at, long length) {
        String shown = quoted(Memory.bytes(at, 0, (int) Math.min(length, SHOWN_BYTES)));
        return length > SHOWN_BYTES ? shown + "…" : shown;
    }

    private static String quoted(byte[] bytes) {
        StringBuilder text = new StringBuilder("\"");
        for (byte each : bytes) {
            if (each < ' ' || each > '~' || each == '"' || each == '\\') {
                text.append("\\x").append(HexFormat.of().toHexDigits(each));
            } else {
                text.append((char) each);
            }
        }
        return text.append('"').toString();
    }
}
