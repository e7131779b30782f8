package dev.baton.provider.linux.sharing;

import dev.baton.ffm.SocketMessage;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * The message of a delivery, little-endian; the descriptors travel beside it in the same order.
 *
 * <pre>
 *  0  magic "BTN1"                  32 + 48 n  handle of the n-th socket
 *  4  version, 16 bits              +  4       protocol, 16 bits
 *  6  bytes of a record, 16 bits    +  6       type, 7 bits, and whether alone, 1 bit
 *  8  length of the message         +  7       address family (Linux), 8 bits
 * 12  number of sockets, 1 to 253   +  8       cookie, 64 bits
 * 16  process it is for             + 16       common values, 32 bytes
 * 20  messages of the same call
 *     that follow
 * 24  0, 64 bits
 * </pre>
 *
 * A reader refuses another magic or version, a length that is not what arrived, and a number that
 * is not the number of descriptors. Zeros are ignored by readers of version 1.
 */
final class DeliveryMessage {
    static final int HEADER = 32;
    static final int RECORD = 48;
    static final int MAX_SIZE = HEADER + RECORD * SocketMessage.MAX_DESCRIPTORS;

    private static final int ALONE = 0x80_0000;
    private static final int MAGIC = 0x314E5442;
    private static final short VERSION = 1;

    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG.withOrder(ByteOrder.LITTLE_ENDIAN);

    private DeliveryMessage() {}

    static int size(int count) {
        return HEADER + RECORD * count;
    }

    static void writeHeader(MemorySegment data, int count, int targetPid, int following) {
        data.set(INT, 0, MAGIC);
        data.set(SHORT, 4, VERSION);
        data.set(SHORT, 6, (short) RECORD);
        data.set(INT, 8, size(count));
        data.set(INT, 12, count);
        data.set(INT, 16, targetPid);
        data.set(INT, 20, following);
        data.set(LONG, 24, 0);
    }

    static void writeRecord(MemorySegment data, int index, int handle, Offer offer) {
        long at = HEADER + (long) RECORD * index;
        data.set(INT, at, handle);
        data.set(INT, at + 4, offer.kind().packed() | (offer.alone() ? ALONE : 0));
        data.set(LONG, at + 8, offer.cookie());
        MemorySegment.copy(offer.values(), 0, data, at + 16, 32);
    }

    /**
     * Why a message is refused.
     *
     * @param data what arrived
     * @param length bytes of it
     * @param descriptors how many came with it
     * @param self this process
     * @return empty if it is well-formed
     */
    static Optional<String> refusal(MemorySegment data, long length, int descriptors, int self) {
        if (length < HEADER || data.get(INT, 0) != MAGIC) {
            return Optional.of("it is not a delivery");
        }
        if (data.get(SHORT, 4) != VERSION || data.get(SHORT, 6) != RECORD) {
            return Optional.of("its version is " + data.get(SHORT, 4) + ", not " + VERSION);
        }
        int count = data.get(INT, 12);
        if (count < 1
                || count > SocketMessage.MAX_DESCRIPTORS
                || data.get(INT, 8) != length
                || length != size(count)) {
            return Optional.of("its length is wrong");
        }
        if (count != descriptors) {
            return Optional.of("it announces " + count + " sockets and brings " + descriptors);
        }
        if (data.get(INT, 16) != self) {
            return Optional.of("it is for process " + data.get(INT, 16));
        }
        return Optional.empty();
    }

    /** How many messages of the same call follow: its sockets count once the last has come. */
    static int following(MemorySegment data) {
        return data.get(INT, 20);
    }

    static int handle(MemorySegment data, int index) {
        return data.get(INT, HEADER + (long) RECORD * index);
    }

    static Offer offer(MemorySegment data, int index) {
        long at = HEADER + (long) RECORD * index;
        long[] values = new long[4];
        MemorySegment copy = MemorySegment.ofArray(values);
        MemorySegment.copy(data, at + 16, copy, 0, 32);
        int kind = data.get(INT, at + 4);
        return new Offer(
                SocketKind.unpack(kind & ~ALONE),
                data.get(LONG, at + 8),
                copy,
                (kind & ALONE) != 0);
    }
}
