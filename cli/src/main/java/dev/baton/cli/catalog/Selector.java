package dev.baton.cli.catalog;

import dev.baton.cli.text.Spelling;
import dev.baton.winsock.spi.LayerFactory;
import dev.baton.winsock.struct.Guid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds what a name, a number or a GUID means. */
final class Selector {
    private final CatalogView view;

    Selector(CatalogView view) {
        this.view = view;
    }

    /**
     * An entry.
     *
     * @return empty if the name is that of a layer which is not installed
     */
    Optional<Item> entry(String text) throws CatalogFailure {
        if (isNumber(text)) {
            return Optional.of(numbered(text));
        }
        Guid guid = guid(text);
        if (guid != null) {
            return Optional.of(identified(guid));
        }
        Optional<Item> layer = view.installed(text);
        if (layer.isPresent()) {
            return layer;
        }
        Optional<Item> named =
                view.items().stream().filter(each -> each.name().equals(text)).findFirst();
        if (named.isEmpty() && view.layer(text).isEmpty()) {
            throw unknown(text);
        }
        return named;
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private Item numbered(String text) throws CatalogFailure {
        return view.items().stream()
                .filter(each -> Integer.toString(each.id()).equals(text))
                .findFirst()
                .orElseThrow(() -> noEntry(text));
    }

    /** There is no entry with that number. */
    static CatalogFailure noEntry(String number) {
        return new CatalogFailure(
                "no entry has the id " + number + "; all ids: baton catalog list --all");
    }

    private static @Nullable Guid guid(String text) {
        try {
            return Guid.parse(text);
        } catch (IllegalArgumentException otherText) {
            return null;
        }
    }

    private Item identified(Guid guid) throws CatalogFailure {
        List<Item> items =
                view.items().stream()
                        .filter(each -> each.info().ProviderId().equals(guid))
                        .toList();
        if (items.isEmpty()) {
            throw new CatalogFailure(
                    "no entry has the provider id " + guid + "; all ids: baton catalog list --all");
        }
        if (items.size() > 1) {
            List<String> ids = items.stream().map(each -> Integer.toString(each.id())).toList();
            throw new CatalogFailure(
                    guid + " is the provider of " + Text.list(ids) + ": give one of these");
        }
        return items.getFirst();
    }

    /** No layer has that name, but maybe one has nearly that. */
    CatalogFailure unknown(String name) {
        TreeSet<String> names = new TreeSet<>();
        view.layers().stream().map(LayerFactory::name).forEach(names::add);
        view.installed().stream().map(Item::name).forEach(names::add);
        String what = "no layer is named \"" + name + "\"";
        Optional<String> near = Spelling.nearest(name, names);
        if (near.isPresent()) {
            return new CatalogFailure(what + ": did you mean " + near.get() + "?");
        }
        return new CatalogFailure(
                names.isEmpty()
                        ? what + ", and none is here: give the path of its jar"
                        : what + "; known are " + Text.list(new ArrayList<>(names)));
    }
}
