package dev.baton.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What this process holds: bytes of live heap and open descriptors. */
record Footprint(long heap, long descriptors) {
    static Footprint now() throws IOException {
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return new Footprint(heap, open.count());
        }
    }

    Footprint minus(Footprint other) {
        return new Footprint(heap - other.heap, descriptors - other.descriptors);
    }
}
