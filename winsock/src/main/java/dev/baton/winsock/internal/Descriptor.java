package dev.baton.winsock.internal;

import dev.baton.winsock.spi.ServiceProvider;

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
        long handle, CatalogEntry entry, ServiceProvider provider, long context, boolean created) {}
