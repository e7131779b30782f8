package dev.baton.winsock.spi;

import dev.baton.winsock.struct.ProtocolInfo;
import java.util.Optional;

/**
 * The catalog as the running start of Winsock sees it: what {@code WSCEnumProtocols} and loading a
 * library by its path are to a layer on Windows. Thread-safe.
 */
public interface ProtocolCatalog {
    /**
     * Looks up an entry, of whatever chain length, hidden or not.
     *
     * @param dwCatalogEntryId its id
     * @return the entry, empty if there is none
     */
    Optional<ProtocolInfo> entry(int dwCatalogEntryId);

    /**
     * Looks up the provider that an entry names.
     *
     * @param dwCatalogEntryId the entry's id
     * @return the provider, empty if the entry is unknown or its provider can't be found in this
     *     process
     */
    Optional<ProviderFactory> provider(int dwCatalogEntryId);
}
