package dev.baton.cli.catalog;

import dev.baton.winsock.Constants;
import dev.baton.winsock.spi.LayerFactory;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a layer is laid over.
 *
 * @param items the entries, each of which applications get for its protocol
 * @param refused protocols that the layer does not take
 */
record Lowers(List<Item> items, List<String> refused) {
    Lowers {
        items = List.copyOf(items);
        refused = List.copyOf(refused);
    }

    /**
     * Finds them.
     *
     * @param over protocols and ids; none for everything that applications see
     */
    static Lowers of(CatalogView view, LayerFactory layer, List<String> over)
            throws CatalogFailure {
        Set<Item> wanted = new LinkedHashSet<>();
        if (over.isEmpty()) {
            view.items().stream().filter(Item::seen).map(view::first).forEach(wanted::add);
        } else {
            for (String each : over) {
                wanted.addAll(chosen(view, each));
            }
        }
        List<Item> items = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (Item item : wanted) {
            if (layer.accepts(item.info())) {
                check(layer, item);
                items.add(item);
            } else {
                refused.add(item.protocol());
            }
        }
        if (items.isEmpty() || (!over.isEmpty() && !refused.isEmpty())) {
            throw new CatalogFailure(
                    refused.isEmpty()
                            ? "there is no base protocol to lay " + layer.name() + " over"
                            : layer.name() + " can't be laid over " + Text.list(refused));
        }
        return new Lowers(items, refused);
    }

    private static List<Item> chosen(CatalogView view, String text) throws CatalogFailure {
        if (text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return List.of(numbered(view, text));
        }
        List<Item> all =
                view.items().stream()
                        .filter(each -> !each.isLayer() && Protocols.means(text, each.info()))
                        .map(view::first)
                        .distinct()
                        .toList();
        if (all.isEmpty()) {
            throw new CatalogFailure(
                    "no entry is for the protocol " + text + "; see baton catalog list --all");
        }
        return all;
    }

    private static Item numbered(CatalogView view, String id) throws CatalogFailure {
        Item item =
                view.items().stream()
                        .filter(each -> Integer.toString(each.id()).equals(id))
                        .findFirst()
                        .orElseThrow(() -> Selector.noEntry(id));
        if (item.isLayer()) {
            throw new CatalogFailure(id + " is a layer itself: give one of its chains, or a base");
        }
        Item first = view.first(item);
        if (!first.equals(item)) {
            throw new CatalogFailure(
                    "for "
                            + item.protocol()
                            + " applications get "
                            + first.id()
                            + ", not "
                            + id
                            + ": give that one, or change it with baton catalog order "
                            + id);
        }
        return item;
    }

    private static void check(LayerFactory layer, Item item) throws CatalogFailure {
        String what = layer.name() + " can't be laid over " + item.id() + " (" + item.protocol();
        if (!item.usable()) {
            throw new CatalogFailure(what + "): " + item.flaw());
        }
        if (item.layers().size() == Constants.MAX_PROTOCOL_CHAIN) {
            throw new CatalogFailure(
                    what + "): it has seven parts, the most there can be; remove a layer first");
        }
        boolean hands = (layer.dwServiceFlags() & Constants.XP1_IFS_HANDLES) != 0;
        if (hands && (item.info().dwServiceFlags1() & Constants.XP1_IFS_HANDLES) == 0) {
            throw new CatalogFailure(
                    what
                            + "): it hands on the system's sockets, and "
                            + item.layersText()
                            + " has sockets of its own; remove the layers with sockets of their"
                            + " own, and install them again above it");
        }
    }
}
