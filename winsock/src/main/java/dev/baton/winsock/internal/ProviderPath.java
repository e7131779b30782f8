package dev.baton.winsock.internal;

import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.Guid;
import dev.baton.winsock.struct.Memory;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Where providers' programs are, told in the way of {@code WPUGetProviderPath}. */
final class ProviderPath {
    private final Catalog catalog;

    ProviderPath(Catalog catalog) {
        this.catalog = catalog;
    }

    /** Writes the path of a provider and its length: 0 or the error. */
    int write(MemorySegment lpProviderId, MemorySegment path, MemorySegment pathLen) {
        if (!Memory.readable(lpProviderId, Guid.SIZEOF)
                || !Memory.writable(pathLen, Integer.BYTES)) {
            return Constants.WSAEFAULT;
        }
        Optional<String> found =
                catalog.providerPath(Guid.ofBytes(Memory.bytes(lpProviderId, 0, Guid.SIZEOF)));
        if (found.isEmpty()) {
            return Constants.WSAEINVAL;
        }
        byte[] text = (found.get() + '\0').getBytes(StandardCharsets.UTF_16LE);
        int needed = text.length / Character.BYTES;
        if (Memory.int32(pathLen, 0) < needed) {
            Memory.int32(pathLen, 0, needed);
            return Constants.WSAEFAULT;
        }
        if (!Memory.writable(path, text.length)) {
            return Constants.WSAEFAULT;
        }
        Memory.bytes(path, 0, text);
        Memory.int32(pathLen, 0, needed);
        return 0;
    }
}
