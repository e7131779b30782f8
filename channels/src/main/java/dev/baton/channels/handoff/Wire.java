package dev.baton.channels.handoff;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The layout of the messages, as in {@code docs/wire-format.md}. */
final class Wire {
    static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
    static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** The letters BTNH. */
    static final int MAGIC = 0x484E5442;

    static final int VERSION = 1;

    static final int WELCOME = 1;
    static final int ITEMS = 2;
    static final int PART = 3;
    static final int ACK = 4;
    static final int REFUSE = 5;
    static final int WITHDRAW = 6;
    static final int HELLO = 7;

    static final int HEADER = 16;
    static final int WELCOME_SIZE = HEADER + 16;
    static final int RECORD = 22;
    static final int PART_HEADER = HEADER + 8;
    static final int REFUSE_HEADER = HEADER + 10;

    /** The most bytes of a message. */
    static final int MOST = 65_536;

    /** The most ids in one message. */
    static final int MOST_IDS = (MOST - HEADER) / Long.BYTES;

    /** The most bytes of an item's kind. */
    static final int MOST_KIND = 255;

    /** The most bytes of a context, and of a read-ahead. */
    static final int MOST_BYTES = 16 << 20;

    /** Stands where an item's id would: the whole connection is meant. */
    static final long CONNECTION = 0;

    private static final int MOST_REASON = 1024;

    private Wire() {}

    static void header(MemorySegment data, int type, int total, int count) {
        data.set(INT, 0, MAGIC);
        data.set(SHORT, 4, (short) VERSION);
        data.set(SHORT, 6, (short) type);
        data.set(INT, 8, total);
        data.set(INT, 12, count);
    }

    /**
     * The type of a message whose header is in order.
     *
     * @param length what was received
     */
    static int type(MemorySegment data, long length) throws WireFault {
        if (length < HEADER || data.get(INT, 0) != MAGIC) {
            throw new WireFault("it does not speak this protocol: no magic BTNH");
        }
        if (data.get(SHORT, 4) != VERSION) {
            throw new WireFault(
                    "it speaks version "
                            + (data.get(SHORT, 4) & 0xFFFF)
                            + ", this process version "
                            + VERSION);
        }
        if (data.get(INT, 8) != length) {
            throw new WireFault(
                    "a message of "
                            + length
                            + " bytes says that it has "
                            + Integer.toUnsignedString(data.get(INT, 8)));
        }
        return data.get(SHORT, 6) & 0xFFFF;
    }

    static int count(MemorySegment data) {
        return data.get(INT, 12);
    }

    /** The length of a message of ids, whose count must be what fits. */
    static int ids(MemorySegment data, long length) throws WireFault {
        int count = count(data);
        if (count < 0 || HEADER + (long) count * Long.BYTES != length) {
            throw new WireFault("a message of " + length + " bytes can't hold " + count + " ids");
        }
        return count;
    }

    static long id(MemorySegment data, int index) {
        return data.get(LONG, HEADER + (long) index * Long.BYTES);
    }

    /** Writes a refusal; a longer reason is cut. */
    static int refusal(MemorySegment data, long id, String reason) {
        byte[] all = reason.getBytes(StandardCharsets.UTF_8);
        int size = Utf8.cut(all, MOST_REASON);
        int total = REFUSE_HEADER + size;
        header(data, REFUSE, total, 1);
        data.set(LONG, HEADER, id);
        data.set(SHORT, HEADER + 8, (short) size);
        MemorySegment.copy(all, 0, data, ValueLayout.JAVA_BYTE, REFUSE_HEADER, size);
        return total;
    }

    /** The reason of a refusal. */
    static String reason(MemorySegment data, long length) throws WireFault {
        int size = length < REFUSE_HEADER ? -1 : data.get(SHORT, HEADER + 8) & 0xFFFF;
        if (REFUSE_HEADER + size != length) {
            throw new WireFault("a refusal of " + length + " bytes is no refusal");
        }
        return Utf8.lenient(data, REFUSE_HEADER, size);
    }
}
