package dev.baton.cli.catalog;

import dev.baton.winsock.ProviderCatalog;
import dev.baton.winsock.spi.LayerFactory;
import dev.baton.winsock.struct.Guid;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Installs a layer: its jar where each process finds it, then its entries. */
final class Installation {
    private final CatalogLog log;
    private final List<String> over;

    /**
     * What was done.
     *
     * @param layer the layer's own entry
     * @param chains its chains, in their order
     * @param jar the name of its jar in the providers folder
     * @param copied the jar if it was copied there
     * @param refused protocols that the layer does not take
     */
    record Result(
            Item layer,
            List<Item> chains,
            String jar,
            Optional<Path> copied,
            List<String> refused) {}

    Installation(CatalogLog log, List<String> over) {
        this.log = log;
        this.over = over;
    }

    Result install(CatalogView view, LayerSource source) throws CatalogFailure {
        refuseInstalled(view, source.layer());
        Lowers lowers = Lowers.of(view, source.layer(), over);
        ProvidersFolder folder = new ProvidersFolder(view);
        try (FileChannel _ = folder.lock()) {
            Optional<Path> copied = source.place(folder);
            boolean complete = false;
            try {
                Result result = enter(source, lowers, copied);
                complete = true;
                return result;
            } finally {
                if (!complete && copied.isPresent()) {
                    folder.delete(copied.get());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("closing a lock", e);
        }
    }

    private static void refuseInstalled(CatalogView view, LayerFactory layer)
            throws CatalogFailure {
        Guid id = layer.providerId();
        Optional<Item> same =
                view.items().stream()
                        .filter(each -> each.info().ProviderId().equals(id))
                        .findFirst();
        if (same.isPresent() && same.get().path().equals(layer.getClass().getName())) {
            throw installed(same.get());
        }
        if (same.isPresent()) {
            throw new CatalogFailure(
                    layer.name()
                            + " has the provider id "
                            + id
                            + " of entry "
                            + same.get().id()
                            + ", "
                            + same.get().name()
                            + ": give it one of its own");
        }
        Optional<Item> namesake = view.installed(layer.name());
        if (namesake.isPresent()) {
            throw new CatalogFailure(
                    "another layer named "
                            + layer.name()
                            + " is installed, entry "
                            + namesake.get().id()
                            + " of "
                            + namesake.get().path()
                            + ": remove it first");
        }
    }

    /** It is there. */
    static CatalogFailure installed(Item layer) {
        return new CatalogFailure(
                layer.name()
                        + " is installed already, entry "
                        + layer.id()
                        + "; to lay it over other protocols, remove it first");
    }

    private Result enter(LayerSource source, Lowers lowers, Optional<Path> copied)
            throws CatalogFailure {
        try (CatalogView view = CatalogView.readSound(log)) {
            // What is left out here would be left out in other processes.
            if (!view.warnings().isEmpty()) {
                throw new CatalogFailure(String.join(System.lineSeparator(), view.warnings()));
            }
        }
        int error =
                ProviderCatalog.install(
                        source.layer(), lowers.items().stream().map(Item::info).toList());
        if (error != 0) {
            throw Refusal.of("WSCInstallProviderAndChains", error, log);
        }
        try (CatalogView view = CatalogView.readSound(log)) {
            Item layer =
                    view.installed(source.layer())
                            .orElseThrow(() ->
                                    new CatalogFailure("somebody removed it again in this moment"));
            List<Item> chains =
                    view.items().stream().filter(each -> each.isChainOf(layer)).toList();
            return new Result(layer, chains, source.jarName(), copied, lowers.refused());
        }
    }
}
