package dev.baton.winsock.internal;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The SOCKET values known in this process. */
final class DescriptorTable {
    // Values made here are 4k+2, so that they never meet those of a base provider (multiples of 4).
    private static final AtomicLong NEXT = new AtomicLong(0x102);

    private final Map<Long, Descriptor> descriptors = new ConcurrentHashMap<>();

    long newHandle() {
        return NEXT.getAndAdd(4);
    }

    @Nullable Descriptor find(long handle) {
        return descriptors.get(handle);
    }

    void put(Descriptor descriptor) {
        descriptors.put(descriptor.handle(), descriptor);
    }

    /** Forgets a descriptor; false if its value stands for something else by now. */
    boolean remove(Descriptor descriptor) {
        return descriptors.remove(descriptor.handle(), descriptor);
    }

    void clear() {
        descriptors.clear();
    }
}
