package dev.baton.winsock.internal;

import dev.baton.winsock.spi.ServiceProvider;
import org.jspecify.annotations.Nullable;

/**
 * What a SOCKET value stands for. Each registration is an object of its own: a value may be in use
 * again, with all else the same, before the call that closed it forgets it.
 */
final class Descriptor {
    private final long handle;
    private final CatalogEntry entry;
    private final @Nullable ServiceProvider provider;
    private final long context;
    private final boolean created;

    private Descriptor(
            long handle,
            CatalogEntry entry,
            @Nullable ServiceProvider provider,
            long context,
            boolean created) {
        this.handle = handle;
        this.entry = entry;
        this.provider = provider;
        this.context = context;
        this.created = created;
    }

    /** A value that an installable file system provider proposed. */
    static Descriptor proposed(long handle, CatalogEntry entry, ServiceProvider provider) {
        return new Descriptor(handle, entry, provider, 0, false);
    }

    /**
     * A value that Winsock made.
     *
     * @param provider null for one that is used between the layers of a chain only
     * @param context what the provider keeps with it
     */
    static Descriptor created(
            long handle, CatalogEntry entry, @Nullable ServiceProvider provider, long context) {
        return new Descriptor(handle, entry, provider, context, true);
    }

    long handle() {
        return handle;
    }

    /** The catalog entry whose provider registered it last. */
    CatalogEntry entry() {
        return entry;
    }

    /** That provider's entries; null if no application may use the descriptor. */
    @Nullable ServiceProvider provider() {
        return provider;
    }

    long context() {
        return context;
    }

    boolean created() {
        return created;
    }
}
