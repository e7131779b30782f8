package dev.baton.winsock.internal;

import dev.baton.winsock.Constants;
import dev.baton.winsock.spi.ProviderFactory;
import dev.baton.winsock.struct.Guid;
import dev.baton.winsock.struct.ProtocolInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** The protocols this process can make sockets of, in the order of enumeration. */
final class Catalog {
    /** Outcome of a search: an entry or an error code. */
    record Match(Optional<CatalogEntry> entry, int error) {}

    private final Map<Integer, CatalogEntry> entries = new LinkedHashMap<>();
    private final List<ProviderLoader> loaders = new ArrayList<>();

    private Catalog() {}

    /** What {@link ServiceLoader} finds now. */
    static Catalog load() {
        Catalog catalog = new Catalog();
        for (ProviderFactory factory : factories()) {
            List<ProtocolInfo> infos = factory.catalogEntries();
            if (!infos.isEmpty()) {
                catalog.add(new ProviderLoader(factory, infos.getFirst()), infos);
            }
        }
        return catalog;
    }

    private static List<ProviderFactory> factories() {
        List<ProviderFactory> found = new ArrayList<>();
        for (ProviderFactory factory :
                ServiceLoader.load(ProviderFactory.class, Catalog.class.getClassLoader())) {
            found.add(factory);
        }
        if (found.isEmpty()) {
            for (ProviderFactory factory : ServiceLoader.load(ProviderFactory.class)) {
                found.add(factory);
            }
        }
        return found;
    }

    private void add(ProviderLoader loader, List<ProtocolInfo> infos) {
        loaders.add(loader);
        for (ProtocolInfo info : infos) {
            entries.putIfAbsent(info.dwCatalogEntryId(), new CatalogEntry(info, loader));
        }
    }

    List<ProviderLoader> loaders() {
        return loaders;
    }

    @Nullable CatalogEntry entry(int dwCatalogEntryId) {
        return entries.get(dwCatalogEntryId);
    }

    /** The program of the provider whose entries carry an id: its factory. */
    Optional<String> providerPath(Guid providerId) {
        return entries.values().stream()
                .filter(entry -> entry.info().ProviderId().equals(providerId))
                .map(entry -> entry.loader().factoryName())
                .findFirst();
    }

    /** What {@code WSAEnumProtocols} shows (A106, A107). */
    List<ProtocolInfo> visible() {
        return entries.values().stream()
                .filter(entry -> entry.usable() && !entry.hidden())
                .map(CatalogEntry::info)
                .toList();
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
