package dev.baton.layers.throttle;

import dev.baton.layers.LayerProperty;
import dev.baton.layers.throttle.ThrottledSocket.Direction;
import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.Memory;
import java.lang.foreign.MemorySegment;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A rate as a system property and as a socket option. */
final class ThrottleRate {
    private static final Pattern FORM = Pattern.compile("(\\d{1,13})([kmgKMG]?)");
    private static final long UNSIGNED = 0xFFFF_FFFFL;

    private ThrottleRate() {}

    static long of(LayerProperty property) {
        String text = property.or("0");
        Matcher parts = FORM.matcher(text);
        if (parts.matches()) {
            String suffix = parts.group(2).toLowerCase(Locale.ROOT);
            int shift = suffix.isEmpty() ? 0 : 10 * (1 + "kmg".indexOf(suffix));
            long number = Long.parseLong(parts.group(1));
            if (number <= TokenBucket.FASTEST >> shift) {
                return number << shift;
            }
        }
        throw property.bad(
                text, "a number of bytes per second below 1024g, also with k, m or g; 0: no limit");
    }

    /** The direction whose rate an option is, or null. */
    static @Nullable Direction direction(int level, int optname) {
        if (level != Constants.SOL_SOCKET) {
            return null;
        }
        return switch (optname) {
            case ThrottleFactory.SO_SEND_RATE -> Direction.SEND;
            case ThrottleFactory.SO_RECEIVE_RATE -> Direction.RECEIVE;
            default -> null;
        };
    }

    /** {@code WSPGetSockOpt}. */
    static int tell(long rate, MemorySegment optval, MemorySegment optlen, MemorySegment lpErrno) {
        int room = Memory.writable(optlen, Integer.BYTES) ? Memory.int32(optlen, 0) : 0;
        int size = room >= Long.BYTES ? Long.BYTES : Integer.BYTES;
        if (room < size || !Memory.writable(optval, size)) {
            Memory.int32(lpErrno, 0, Constants.WSAEFAULT);
            return Constants.SOCKET_ERROR;
        }
        if (size == Long.BYTES) {
            Memory.int64(optval, 0, rate);
        } else {
            Memory.int32(optval, 0, (int) Math.min(rate, UNSIGNED));
        }
        Memory.int32(optlen, 0, size);
        return 0;
    }

    /** The rate that an option is set to, or a negated code. */
    static long read(MemorySegment optval, int optlen) {
        if (optlen < Integer.BYTES || !Memory.readable(optval, optlen)) {
            return -Constants.WSAEFAULT;
        }
        long rate =
                optlen >= Long.BYTES
                        ? Memory.int64(optval, 0)
                        : Integer.toUnsignedLong(Memory.int32(optval, 0));
        return rate < 0 || rate > TokenBucket.FASTEST ? -Constants.WSAEINVAL : rate;
    }
}
