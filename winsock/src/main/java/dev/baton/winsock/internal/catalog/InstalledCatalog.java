package dev.baton.winsock.internal.catalog;

import dev.baton.winsock.internal.log.Log;
import dev.baton.winsock.spi.ProviderFactory;
import dev.baton.winsock.struct.ProtocolChain;
import dev.baton.winsock.struct.ProtocolInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The catalog as this process finds it: what providers bring along and what is installed.
 *
 * @param entries in the order of enumeration
 * @param problem why what is installed is not among them
 */
public record InstalledCatalog(List<InstalledEntry> entries, Optional<String> problem) {
    /** Makes a catalog. */
    public InstalledCatalog {
        entries = List.copyOf(entries);
    }

    /**
     * Reads the catalog.
     *
     * @param providers must stay open as long as the entries' factories are used
     * @return with a damaged file, which is logged, nothing but what the providers bring along
     */
    public static InstalledCatalog load(Providers providers) {
        List<InstalledEntry> brought = brought(providers);
        try {
            CatalogLocation location = providers.location();
            if (!location.file().toFile().exists()) {
                return new InstalledCatalog(brought, Optional.empty());
            }
            CatalogContents contents = new CatalogFile(location).read();
            return new InstalledCatalog(join(contents, brought, providers), Optional.empty());
        } catch (CatalogException e) {
            if (e.refusal()) {
                Log.debug("no installed layers: " + e.reason());
            } else {
                Log.error(e.reason() + "; until then no installed layer is used");
            }
            return new InstalledCatalog(brought, Optional.of(e.reason()));
        }
    }

    private static List<InstalledEntry> join(
            CatalogContents contents, List<InstalledEntry> brought, Providers providers) {
        List<CatalogItem> base = new ArrayList<>();
        Map<Integer, InstalledEntry> known = new HashMap<>();
        for (InstalledEntry entry : brought) {
            base.add(new CatalogItem(entry.info(), entry.path()));
            known.putIfAbsent(entry.info().dwCatalogEntryId(), entry);
        }
        List<InstalledEntry> entries = new ArrayList<>();
        for (CatalogItem item : contents.with(base)) {
            InstalledEntry entry = known.get(item.id());
            entries.add(
                    entry != null
                            ? entry
                            : new InstalledEntry(
                                    item.info(), item.path(), providers.byPath(item.path())));
        }
        return entries;
    }

    /** The entries that providers bring along. */
    static List<CatalogItem> items(Providers providers) {
        List<CatalogItem> items = new ArrayList<>();
        for (InstalledEntry entry : brought(providers)) {
            items.add(new CatalogItem(entry.info(), entry.path()));
        }
        return items;
    }

    private static List<InstalledEntry> brought(Providers providers) {
        List<InstalledEntry> entries = new ArrayList<>();
        Set<Integer> ids = new HashSet<>();
        for (ProviderFactory factory : providers.all()) {
            String path = factory.getClass().getName();
            try {
                Optional<ProviderFactory> itself = Optional.of(factory);
                for (ProtocolInfo info : factory.catalogEntries()) {
                    if (ids.add(info.dwCatalogEntryId())) {
                        entries.add(new InstalledEntry(info, path, itself));
                    }
                }
            } catch (RuntimeException | LinkageError e) {
                Log.error(
                        "the provider "
                                + path
                                + " can't list its catalog entries and is left out: "
                                + Providers.withCause(e)
                                + "; correct its jar or take it away");
            }
        }
        return entries;
    }

    /**
     * The catalog without the chains that can't work, each of which is logged: a part is not
     * installed or not what it must be in its place. A chain whose provider this process lacks
     * stays: its sockets fail, rather than do without what was laid over them.
     */
    public InstalledCatalog withoutBroken() {
        if (!hasChains()) {
            return this;
        }
        Map<Integer, CatalogItem> byId = new HashMap<>();
        for (InstalledEntry entry : entries) {
            int id = entry.info().dwCatalogEntryId();
            byId.put(id, new CatalogItem(entry.info(), entry.path()));
        }
        List<InstalledEntry> whole = new ArrayList<>();
        for (InstalledEntry entry : entries) {
            String flaw = flaw(entry, byId);
            if (flaw == null) {
                whole.add(entry);
            } else {
                Log.warning(
                        "the protocol chain "
                                + entry.info().dwCatalogEntryId()
                                + " \""
                                + entry.info().protocolName()
                                + "\" is left out: "
                                + flaw
                                + "; make it available, or take the chain away with baton catalog"
                                + " remove "
                                + entry.info().ProviderId());
            }
        }
        return new InstalledCatalog(whole, problem);
    }

    private boolean hasChains() {
        for (InstalledEntry entry : entries) {
            if (!isSingle(entry.info().ProtocolChain())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSingle(ProtocolChain chain) {
        return chain.isBase() || chain.isLayer();
    }

    private static @Nullable String flaw(InstalledEntry entry, Map<Integer, CatalogItem> byId) {
        if (isSingle(entry.info().ProtocolChain())) {
            return null;
        }
        return Chains.flaw(entry.info().ProtocolChain(), byId);
    }
}
