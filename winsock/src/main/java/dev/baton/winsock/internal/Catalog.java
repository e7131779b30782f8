package dev.baton.winsock.internal;

import dev.baton.winsock.Constants;
import dev.baton.winsock.spi.ProviderFactory;
import dev.baton.winsock.struct.ProtocolInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Predicate;
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
        ServiceLoader.load(ProviderFactory.class, Catalog.class.getClassLoader())
                .forEach(found::add);
        if (found.isEmpty()) {
            ServiceLoader.load(ProviderFactory.class).forEach(found::add);
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
        if (type != 0 && none(entry -> entry.info().iSocketType() == type)) {
            return new Match(Optional.empty(), Constants.WSAESOCKTNOSUPPORT);
        }
        if (af != 0 && none(entry -> entry.info().iAddressFamily() == af)) {
            return new Match(Optional.empty(), Constants.WSAEAFNOSUPPORT);
        }
        if (none(entry -> entry.matches(af, type, entry.info().iProtocol()))) {
            return new Match(Optional.empty(), Constants.WSAESOCKTNOSUPPORT);
        }
        Optional<CatalogEntry> found =
                entries.values().stream()
                        .filter(CatalogEntry::usable)
                        .dropWhile(entry -> after != 0 && entry.id() != after)
                        .skip(after == 0 ? 0 : 1)
                        .filter(entry -> entry.matches(af, type, protocol))
                        .findFirst();
        return new Match(found, found.isPresent() ? 0 : Constants.WSAEPROTONOSUPPORT);
    }

    private boolean none(Predicate<CatalogEntry> condition) {
        return entries.values().stream().filter(CatalogEntry::usable).noneMatch(condition);
    }
}
