package dev.baton.winsock.spi;

import java.util.Optional;

/**
 * Receives a provider's procedure table from {@link ProviderFactory#WSPStartup}: in Java one object
 * that implements all thirty entries.
 */
public final class ProcTable {
    private Optional<ServiceProvider> provider = Optional.empty();

    /** An empty table. */
    public ProcTable() {}

    /**
     * Fills the table.
     *
     * @param entries the provider's entries
     */
    public void provider(ServiceProvider entries) {
        provider = Optional.of(entries);
    }

    /** The entries; empty means {@code WSAEINVALIDPROCTABLE}. */
    public Optional<ServiceProvider> provider() {
        return provider;
    }
}
