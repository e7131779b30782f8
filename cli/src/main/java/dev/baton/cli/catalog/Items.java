package dev.baton.cli.catalog;

import dev.baton.winsock.ProviderCatalog;
import dev.baton.winsock.struct.ProtocolInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Looks at each entry together with what it is made of. */
final class Items {
    private final Map<Integer, ProviderCatalog.Entry> byId = new HashMap<>();
    private final Path providers;

    private Items(List<ProviderCatalog.Entry> entries, Path providers) {
        for (ProviderCatalog.Entry entry : entries) {
            byId.put(entry.info().dwCatalogEntryId(), entry);
        }
        this.providers = providers;
    }

    static List<Item> of(ProviderCatalog catalog) {
        Items items = new Items(catalog.entries(), catalog.providersFolder());
        return catalog.entries().stream().map(items::item).toList();
    }

    private Item item(ProviderCatalog.Entry entry) {
        ProtocolInfo info = entry.info();
        if (!info.ProtocolChain().isChain()) {
            boolean base = info.ProtocolChain().isBase();
            String flaw = entry.available() ? "" : missing(entry);
            return new Item(info, entry.path(), base ? List.of("base") : List.of(), flaw, true);
        }
        List<String> layers = new ArrayList<>();
        String flaw = "";
        boolean whole = true;
        for (int id : info.ProtocolChain().catalogIds()) {
            ProviderCatalog.Entry part = byId.get(id);
            if (part == null) {
                whole = false;
                flaw =
                        "its part "
                                + id
                                + " is not installed; baton catalog remove "
                                + info.dwCatalogEntryId();
                layers.add(Integer.toString(id));
                continue;
            }
            layers.add(part.info().ProtocolChain().isBase() ? "base" : part.info().protocolName());
            if (flaw.isEmpty() && !part.available()) {
                flaw = missing(part);
            }
        }
        return new Item(info, entry.path(), layers, flaw, whole);
    }

    private String missing(ProviderCatalog.Entry part) {
        String remedy =
                part.info().ProtocolChain().isLayer()
                        ? ", or: baton catalog remove " + part.info().dwCatalogEntryId()
                        : "";
        return "the provider "
                + part.path()
                + " was not found; put its jar into "
                + providers
                + remedy;
    }
}
