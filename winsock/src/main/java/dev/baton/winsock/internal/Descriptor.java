package dev.baton.winsock.internal;

import dev.baton.winsock.spi.ServiceProvider;
import org.jspecify.annotations.Nullable;

/**
 * What a SOCKET value stands for.
 *
 * @param handle the value
 * @param entry the catalog entry whose provider registered it last
 * @param provider that provider's entries
 * @param context what a provider without handles of its own keeps with it
 * @param created whether Winsock made the value ({@code WPUCreateSocketHandle})
 */
record Descriptor(
        long handle, CatalogEntry entry, ServiceProvider provider, long context, boolean created) {
    // Each registration is one of its own: a value may be in use again, with all else the same,
    // before the call that closed it forgets it.
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(handle);
    }
}
