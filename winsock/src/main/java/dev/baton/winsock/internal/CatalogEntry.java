package dev.baton.winsock.internal;

import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.ProtocolInfo;

/**
 * One protocol of the catalog.
 *
 * @param info its description; {@code dwCatalogEntryId} is its key
 * @param path class name of its provider's factory
 * @param loader starts the provider it belongs to
 */
record CatalogEntry(ProtocolInfo info, String path, ProviderLoader loader) {
    int id() {
        return info.dwCatalogEntryId();
    }

    /** Entries of chain length 0 name a layer and are never used for a socket (A265). */
    boolean usable() {
        return info.ProtocolChain().ChainLen() != Constants.LAYERED_PROTOCOL;
    }

    boolean isChain() {
        return info.ProtocolChain().isChain();
    }

    boolean hidden() {
        return (info.dwProviderFlags() & Constants.PFL_HIDDEN) != 0;
    }

    /** 0 is a wildcard. */
    boolean matches(int af, int type) {
        return (af == 0 || af == info.iAddressFamily())
                && (type == 0 || type == info.iSocketType());
    }

    /** Protocol 0 needs PFL_MATCHES_PROTOCOL_ZERO (A095, A096). */
    boolean matches(int protocol) {
        if (protocol == 0) {
            return (info.dwProviderFlags() & Constants.PFL_MATCHES_PROTOCOL_ZERO) != 0;
        }
        return protocol >= info.iProtocol()
                && protocol <= info.iProtocol() + info.iProtocolMaxOffset();
    }
}
