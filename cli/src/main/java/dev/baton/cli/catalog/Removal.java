package dev.baton.cli.catalog;

import dev.baton.winsock.Winsock;
import dev.baton.winsock.struct.Memory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Removes a layer or a chain, and the jar that nobody needs any more. */
final class Removal {
    private final CatalogLog log;
    private final boolean withDependents;

    /**
     * What was done.
     *
     * @param removed layers and single chains, in the order of their removal
     * @param chains the chains that went with these layers
     * @param deleted jars of the providers folder
     */
    record Result(List<Item> removed, List<Item> chains, List<Path> deleted) {}

    Removal(CatalogLog log, boolean withDependents) {
        this.log = log;
        this.withDependents = withDependents;
    }

    Result remove(CatalogView view, Item item) throws CatalogFailure {
        if (item.isBase()) {
            throw new CatalogFailure(
                    item.id()
                            + ", "
                            + item.name()
                            + ", is a base protocol: it comes and goes with the jar of "
                            + item.path());
        }
        Set<Item> all = new LinkedHashSet<>();
        addWithDependents(view, item, all, new HashSet<>());
        if (all.size() > 1 && !withDependents) {
            List<String> names =
                    all.stream().filter(each -> !each.equals(item)).map(Removal::called).toList();
            throw new CatalogFailure(
                    Text.list(names)
                            + (names.size() == 1 ? " stands" : " stand")
                            + " above "
                            + item.name()
                            + " and would stop working; all together: baton catalog remove "
                            + item.name()
                            + " --with-dependents");
        }
        ProvidersFolder folder = new ProvidersFolder(view);
        try (FileChannel _ = folder.lock()) {
            List<Item> chains = new ArrayList<>();
            for (Item each : all) {
                view.items().stream().filter(chain -> chain.isChainOf(each)).forEach(chains::add);
                deinstall(each);
            }
            return new Result(List.copyOf(all), chains, deleteJars(folder, all));
        } catch (IOException e) {
            throw new UncheckedIOException("closing a lock", e);
        }
    }

    /** What stands above comes first. */
    private static void addWithDependents(
            CatalogView view, Item item, Set<Item> all, Set<Item> visited) {
        if (!visited.add(item)) {
            return;
        }
        if (item.isLayer()) {
            for (Item chain : view.chainsWith(item)) {
                if (!chain.isChainOf(item)) {
                    addWithDependents(view, owner(view, chain), all, visited);
                }
            }
        }
        all.add(item);
    }

    // A chain goes with its top layer; one whose top is gone can only go by itself.
    private static Item owner(CatalogView view, Item chain) {
        return view.item(chain.info().ProtocolChain().entry0()).orElse(chain);
    }

    private static String called(Item item) {
        return item.isLayer() ? item.name() : "chain " + item.id();
    }

    private void deinstall(Item item) throws CatalogFailure {
        MemorySegment error = MemorySegment.ofArray(new int[1]);
        MemorySegment id = MemorySegment.ofArray(item.info().ProviderId().toBytes());
        if (Winsock.WSCDeinstallProvider(id, error) != 0) {
            throw Refusal.of("WSCDeinstallProvider", Memory.int32(error, 0), log);
        }
    }

    private List<Path> deleteJars(ProvidersFolder folder, Set<Item> removed) throws CatalogFailure {
        Set<String> needed = new HashSet<>();
        try (CatalogView now = CatalogView.readSound(log)) {
            now.items().stream().map(Item::path).forEach(needed::add);
            needed.addAll(now.baseProviders());
        }
        return folder.removeUnneeded(removed.stream().map(Item::path).toList(), needed);
    }
}
