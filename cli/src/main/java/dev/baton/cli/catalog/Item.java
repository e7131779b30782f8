package dev.baton.cli.catalog;

import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.ProtocolInfo;
import java.util.Arrays;
import java.util.List;

/**
 * An entry of the catalog.
 *
 * @param info its description
 * @param path class name of its provider's factory
 * @param layers names of what it is made of, from above, {@code base} last; empty for a layer
 * @param flaw why it can't be used here, with the remedy; empty if it can
 * @param whole whether all its parts are in the catalog
 */
record Item(ProtocolInfo info, String path, List<String> layers, String flaw, boolean whole) {
    Item {
        layers = List.copyOf(layers);
    }

    int id() {
        return info.dwCatalogEntryId();
    }

    String name() {
        return info.protocolName();
    }

    boolean isLayer() {
        return info.ProtocolChain().isLayer();
    }

    boolean isBase() {
        return info.ProtocolChain().isBase();
    }

    boolean hidden() {
        return (info.dwProviderFlags() & Constants.PFL_HIDDEN) != 0;
    }

    /** Whether applications find it when they enumerate protocols. */
    boolean seen() {
        return !isLayer() && !hidden();
    }

    boolean usable() {
        return flaw.isEmpty();
    }

    String kind() {
        return isLayer() ? "layer" : isBase() ? "base protocol" : "chain";
    }

    String protocol() {
        return isLayer() ? "-" : Protocols.of(info);
    }

    String layersText() {
        return isLayer() ? "-" : String.join(" > ", layers);
    }

    /** The class name without its package. */
    String provider() {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    /** Whether a layer stands in this chain. */
    boolean contains(Item layer) {
        return Arrays.stream(info.ProtocolChain().catalogIds()).anyMatch(id -> id == layer.id());
    }

    /** Whether this is a chain of a layer, which is its uppermost. */
    boolean isChainOf(Item layer) {
        return info.ProtocolChain().isChain() && info.ProtocolChain().entry0() == layer.id();
    }

    /** Whether an application that wants the one could get the other. */
    boolean isAlternativeTo(Item other) {
        return !isLayer()
                && !other.isLayer()
                && info.iAddressFamily() == other.info.iAddressFamily()
                && info.iSocketType() == other.info.iSocketType()
                && info.iProtocol() == other.info.iProtocol();
    }
}
