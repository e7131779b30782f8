package dev.baton.winsock.internal.catalog;

import dev.baton.winsock.spi.ProviderFactory;
import dev.baton.winsock.struct.ProtocolInfo;
import java.util.Optional;

/**
 * An entry of the catalog, and what starts its provider.
 *
 * @param info its description
 * @param path class name of its provider's factory
 * @param factory the factory; empty if this process has none of that name
 */
public record InstalledEntry(ProtocolInfo info, String path, Optional<ProviderFactory> factory) {}
