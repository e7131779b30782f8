package dev.baton.cli.catalog;

import dev.baton.winsock.ProviderCatalog;
import dev.baton.winsock.spi.LayerFactory;
import dev.baton.winsock.spi.ProviderFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The catalog at one moment. */
final class CatalogView implements AutoCloseable {
    private final ProviderCatalog catalog;
    private final List<Item> items;
    private final List<LayerFactory> layers = new ArrayList<>();
    private final List<String> warnings;

    private CatalogView(ProviderCatalog catalog, List<String> log) {
        this.catalog = catalog;
        items = Items.of(catalog);
        for (ProviderFactory factory : catalog.factories()) {
            if (factory instanceof LayerFactory layer) {
                layers.add(layer);
            }
        }
        String problem = problem();
        warnings =
                log.stream().filter(each -> problem.isEmpty() || !each.contains(problem)).toList();
    }

    static CatalogView read(CatalogLog log) throws CatalogFailure {
        log.take();
        try {
            ProviderCatalog catalog = ProviderCatalog.read();
            return new CatalogView(catalog, log.take());
        } catch (IllegalStateException e) {
            throw new CatalogFailure(String.valueOf(e.getMessage()), e);
        }
    }

    /** A catalog that can be changed. */
    static CatalogView readSound(CatalogLog log) throws CatalogFailure {
        CatalogView view = read(log);
        if (!view.problem().isEmpty()) {
            view.close();
            throw new CatalogFailure(view.problem());
        }
        return view;
    }

    /** All entries in their order; with a {@link #problem} base protocols only. */
    List<Item> items() {
        return items;
    }

    Optional<Item> item(int id) {
        return items.stream().filter(each -> each.id() == id).findFirst();
    }

    /** The entries of installed layers. */
    List<Item> installed() {
        return items.stream().filter(Item::isLayer).toList();
    }

    Optional<Item> installed(String name) {
        return installed().stream().filter(each -> each.name().equals(name)).findFirst();
    }

    /** The entry of a layer that is installed. */
    Optional<Item> installed(LayerFactory layer) {
        return installed().stream()
                .filter(each -> each.path().equals(layer.getClass().getName()))
                .findFirst();
    }

    /** The layers whose provider is here, installed or not. */
    List<LayerFactory> layers() {
        return layers;
    }

    Optional<LayerFactory> layer(String name) {
        return layers.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    /** Class names of the providers that bring entries of their own. */
    List<String> baseProviders() {
        return catalog.factories().stream()
                .filter(each -> !(each instanceof LayerFactory))
                .map(each -> each.getClass().getName())
                .toList();
    }

    List<LayerFactory> notInstalled() {
        return layers.stream().filter(each -> installed(each).isEmpty()).toList();
    }

    /** The chains a layer stands in, wherever. */
    List<Item> chainsWith(Item layer) {
        return items.stream().filter(each -> each.contains(layer)).toList();
    }

    /** What an application gets that could also get this: the first. */
    Item first(Item item) {
        return items.stream()
                .filter(each -> each.whole() && each.isAlternativeTo(item))
                .findFirst()
                .orElse(item);
    }

    /** Why what is installed can't be used, with the remedy; empty if it can. */
    String problem() {
        return catalog.problem().orElse("");
    }

    /** What was found and can't be used. */
    List<String> warnings() {
        return warnings;
    }

    Path file() {
        return catalog.file();
    }

    Path providersFolder() {
        return catalog.providersFolder();
    }

    @Override
    public void close() {
        catalog.close();
    }
}
