package dev.baton.winsock.internal;

import dev.baton.winsock.Constants;
import dev.baton.winsock.internal.catalog.InstalledCatalog;
import dev.baton.winsock.internal.catalog.InstalledEntry;
import dev.baton.winsock.internal.catalog.Providers;
import dev.baton.winsock.spi.ProtocolCatalog;
import dev.baton.winsock.spi.ProviderFactory;
import dev.baton.winsock.struct.Guid;
import dev.baton.winsock.struct.ProtocolInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The protocols this process can make sockets of, in the order of enumeration. */
final class Catalog implements ProtocolCatalog {
    /** Outcome of a search: an entry or an error code. */
    record Match(Optional<CatalogEntry> entry, int error) {}

    private final Map<Integer, CatalogEntry> entries = new LinkedHashMap<>();
    private final List<ProviderLoader> chains = new ArrayList<>();
    private final List<ProviderLoader> bases = new ArrayList<>();

    private final Providers providers;

    private Catalog(Providers providers) {
        this.providers = providers;
    }

    /** What is installed now, and what providers bring along. */
    static Catalog load() {
        Catalog catalog = new Catalog(Providers.load());
        for (InstalledEntry each :
                InstalledCatalog.load(catalog.providers).withoutBroken().entries()) {
            catalog.add(each);
        }
        return catalog;
    }

    /** Lets go of the providers, when all have ended. */
    void close() {
        providers.close();
    }

    private void add(InstalledEntry each) {
        ProviderLoader loader = loader(each.info(), each.path(), each.factory());
        entries.put(
                each.info().dwCatalogEntryId(), new CatalogEntry(each.info(), each.path(), loader));
    }

    // A chain is a provider of its own; the protocols of a base provider have one in common.
    private ProviderLoader loader(
            ProtocolInfo info, String path, Optional<ProviderFactory> factory) {
        if (info.ProtocolChain().isChain()) {
            ProviderLoader loader = new ProviderLoader(factory, info, path);
            chains.add(loader);
            return loader;
        }
        for (ProviderLoader each : bases) {
            if (factory.isPresent() && each.isOf(factory.get())) {
                return each;
            }
        }
        ProviderLoader loader = new ProviderLoader(factory, info, path);
        if (info.ProtocolChain().isBase()) {
            bases.add(loader);
        }
        return loader;
    }

    /** The base providers: they are started with Winsock. */
    List<ProviderLoader> bases() {
        return bases;
    }

    /** The chains: each is started when a socket needs it. */
    List<ProviderLoader> chains() {
        return chains;
    }

    @Nullable CatalogEntry find(int dwCatalogEntryId) {
        return entries.get(dwCatalogEntryId);
    }

    /** The entry at the bottom of a chain; a base protocol's own; null if it is not there. */
    @Nullable CatalogEntry base(CatalogEntry entry) {
        int[] chain = entry.info().ProtocolChain().catalogIds();
        return chain.length == 0 ? entry : entries.get(chain[chain.length - 1]);
    }

    @Override
    public Optional<ProtocolInfo> entry(int dwCatalogEntryId) {
        return Optional.ofNullable(find(dwCatalogEntryId)).map(CatalogEntry::info);
    }

    @Override
    public Optional<ProviderFactory> provider(int dwCatalogEntryId) {
        return Optional.ofNullable(find(dwCatalogEntryId)).flatMap(each -> each.loader().factory());
    }

    /** The class name of the factory of the provider whose entries carry an id. */
    Optional<String> providerPath(Guid providerId) {
        return entries.values().stream()
                .filter(entry -> entry.info().ProviderId().equals(providerId))
                .map(CatalogEntry::path)
                .findFirst();
    }

    /** What {@code WSAEnumProtocols} shows (A106, A107). */
    List<ProtocolInfo> visible() {
        return entries.values().stream()
                .filter(entry -> entry.usable() && !entry.hidden())
                .map(CatalogEntry::info)
                .toList();
    }

    /** The first entry of a family that applications see, or null. */
    @Nullable CatalogEntry first(int af) {
        for (CatalogEntry entry : entries.values()) {
            if (entry.usable() && !entry.hidden() && entry.info().iAddressFamily() == af) {
                return entry;
            }
        }
        return null;
    }

    /**
     * The first entry for a triple, after the one with id {@code after} (0: from the start). With
     * several things wrong the type is diagnosed first, then the family, then the protocol
     * (semantics 3.3).
     */
    Match find(int af, int type, int protocol, int after) {
        if (af == Constants.AF_UNSPEC && protocol == 0) {
            return new Match(Optional.empty(), Constants.WSAEINVAL);
        }
        boolean typeKnown = type == 0;
        boolean familyKnown = af == 0;
        boolean pairKnown = false;
        boolean reached = after == 0;
        for (CatalogEntry entry : entries.values()) {
            if (!entry.usable()) {
                continue;
            }
            typeKnown |= entry.info().iSocketType() == type;
            familyKnown |= entry.info().iAddressFamily() == af;
            pairKnown |= entry.matches(af, type);
            if (reached && entry.matches(af, type) && entry.matches(protocol)) {
                return new Match(Optional.of(entry), 0);
            }
            reached |= entry.id() == after;
        }
        return new Match(Optional.empty(), reason(typeKnown, familyKnown, pairKnown));
    }

    private static int reason(boolean typeKnown, boolean familyKnown, boolean pairKnown) {
        if (!typeKnown) {
            return Constants.WSAESOCKTNOSUPPORT;
        }
        if (!familyKnown) {
            return Constants.WSAEAFNOSUPPORT;
        }
        return pairKnown ? Constants.WSAEPROTONOSUPPORT : Constants.WSAESOCKTNOSUPPORT;
    }
}
