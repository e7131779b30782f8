package dev.baton.cli.catalog;

import dev.baton.cli.Version;
import dev.baton.winsock.spi.LayerFactory;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code baton catalog show}. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Tells everything about an entry or a layer.")
final class ShowCommand extends CatalogAction {
    @Parameters(paramLabel = "ID|NAME", description = "An entry, or a layer, installed or not.")
    private String what;

    @Option(names = "--json", description = "Print one JSON object, for machines.")
    private boolean json;

    /** For picocli, which sets the annotated fields before {@link #call}. */
    @SuppressWarnings("NullAway.Init")
    ShowCommand() {}

    @Override
    boolean isJson() {
        return json;
    }

    @Override
    int run(CatalogLog log) throws CatalogFailure {
        try (CatalogView view = CatalogView.readSound(log)) {
            Selector selector = new Selector(view);
            Optional<Item> item = selector.entry(what);
            if (item.isPresent()) {
                show(view, item.get());
            } else {
                show(view.layer(what).orElseThrow(() -> selector.unknown(what)));
            }
            return CommandLine.ExitCode.OK;
        }
    }

    private void show(CatalogView view, Item item) {
        if (json) {
            out().println(CatalogJson.show(view, item));
        } else {
            new ShowText(out(), paint()).print(view, item);
        }
    }

    private void show(LayerFactory layer) {
        if (json) {
            out().println(CatalogJson.show(layer));
        } else {
            new ShowText(out(), paint()).print(layer);
        }
    }
}
