package dev.baton.cli.catalog;

import dev.baton.cli.Version;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code baton catalog remove}. */
@Command(
        name = "remove",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Takes a layer away with all its chains, or a single chain.",
        description =
                "A layer's jar goes from the providers folder when no installed layer needs it.")
final class RemoveCommand extends CatalogAction {
    @Parameters(
            paramLabel = "NAME|GUID|ID",
            description = "A layer by its name, or a layer or chain by its GUID or id.")
    private String what;

    @Option(names = "--with-dependents", description = "Also the layers that have it beneath them.")
    private boolean withDependents;

    /** For picocli, which sets the annotated fields before {@link #call}. */
    @SuppressWarnings("NullAway.Init")
    RemoveCommand() {}

    @Override
    int run(CatalogLog log) throws CatalogFailure {
        try (CatalogView view = CatalogView.readSound(log)) {
            Optional<Item> item = new Selector(view).entry(what);
            if (item.isEmpty()) {
                throw new CatalogFailure(what + " is not installed");
            }
            print(new Removal(log, withDependents).remove(view, item.get()));
        }
        return CommandLine.ExitCode.OK;
    }

    private void print(Removal.Result result) {
        PrintWriter out = out();
        for (Item item : result.removed()) {
            List<String> chains =
                    result.chains().stream()
                            .filter(each -> each.isChainOf(item))
                            .map(each -> each.id() + " (" + each.protocol() + ")")
                            .toList();
            String what = item.name() + ", " + item.kind() + " " + item.id();
            String with =
                    chains.isEmpty()
                            ? ""
                            : ", and its chain"
                                    + (chains.size() == 1 ? " " : "s ")
                                    + Text.list(chains);
            out.println(paint().good("Removed ") + what + with);
        }
        for (Path jar : result.deleted()) {
            out.println("Deleted " + jar + ": no installed layer needs it");
        }
        out.println("Running programs keep it until their next WSAStartup.");
    }
}
