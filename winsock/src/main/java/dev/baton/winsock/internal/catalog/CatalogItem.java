package dev.baton.winsock.internal.catalog;

import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.ProtocolInfo;

/**
 * One entry of the catalog.
 *
 * @param info its description
 * @param path the class name of its provider's factory
 */
record CatalogItem(ProtocolInfo info, String path) {
    int id() {
        return info.dwCatalogEntryId();
    }

    boolean hidden() {
        return (info.dwProviderFlags() & Constants.PFL_HIDDEN) != 0;
    }

    boolean ifs() {
        return (info.dwServiceFlags1() & Constants.XP1_IFS_HANDLES) != 0;
    }
}
