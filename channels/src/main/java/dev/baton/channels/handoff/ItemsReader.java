package dev.baton.channels.handoff;

import dev.baton.ffm.SocketMessage;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** Reads ITEMS messages: everything in them is wrong until it is checked. */
final class ItemsReader {
    private final MemorySegment data;
    private final long length;
    private long at = Wire.HEADER;

    private ItemsReader(MemorySegment data, long length) {
        this.data = data;
        this.length = length;
    }

    /**
     * The items of a message; the last one may be incomplete.
     *
     * @param descriptors stay the caller's if this throws
     */
    static List<Arrival> read(
            ReceiverEnd connection, MemorySegment data, long length, int[] descriptors)
            throws WireFault {
        int count = Wire.count(data);
        if (count < 1 || count > SocketMessage.MAX_DESCRIPTORS || count != descriptors.length) {
            throw new WireFault(
                    "a message of "
                            + Integer.toUnsignedString(count)
                            + " items came with "
                            + descriptors.length
                            + " descriptors");
        }
        ItemsReader reader = new ItemsReader(data, length);
        List<Arrival> items = new ArrayList<>(count);
        for (int descriptor : descriptors) {
            if (!items.isEmpty() && items.getLast().missing() > 0) {
                throw new WireFault("an item that is not the last of its message is incomplete");
            }
            items.add(reader.next(connection, descriptor));
        }
        if (reader.at != length) {
            throw new WireFault("a message has bytes that belong to no item");
        }
        return items;
    }

    private Arrival next(ReceiverEnd connection, int descriptor) throws WireFault {
        require(Wire.RECORD);
        long id = data.get(Wire.LONG, at);
        int readAhead = size(connection, at + 8);
        int context = size(connection, at + 12);
        int here = data.get(Wire.INT, at + 16);
        int label = data.get(Wire.SHORT, at + 20) & 0xFFFF;
        if (id == Wire.CONNECTION) {
            throw new WireFault("an item has the number 0");
        }
        if (label > Wire.MOST_KIND || here < 0 || here > readAhead + context) {
            throw new WireFault("the lengths of item " + Long.toUnsignedString(id) + " are wrong");
        }
        at += Wire.RECORD;
        require((long) label + here);
        String kind = Utf8.strict(data, at, label);
        at += label;
        Arrival item =
                new Arrival(connection, id, descriptor, kind, readAhead + context, readAhead);
        item.fill(data, at, here);
        at += here;
        return item;
    }

    private int size(ReceiverEnd connection, long offset) throws WireFault {
        int size = data.get(Wire.INT, offset);
        if (size < 0 || size > connection.window().context()) {
            throw new WireFault(
                    "an item has " + Integer.toUnsignedString(size) + " bytes: more than allowed");
        }
        return size;
    }

    private void require(long size) throws WireFault {
        if (length - at < size) {
            throw new WireFault("a message ends in the middle of an item");
        }
    }
}
