package dev.baton.cli.catalog;

import dev.baton.cli.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code baton catalog list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Lists the protocols that applications see and the layers over them.",
        description = "Ends with exit code 1 if the catalog file can't be used.")
final class ListCommand extends CatalogAction {
    @Option(names = "--all", description = "Also hidden entries and those of layers.")
    private boolean all;

    @Option(names = "--json", description = "Print one JSON object, for machines.")
    private boolean json;

    @Override
    boolean isJson() {
        return json;
    }

    @Override
    int run(CatalogLog log) throws CatalogFailure {
        try (CatalogView view = CatalogView.read(log)) {
            if (json) {
                out().println(CatalogJson.list(view, all));
            } else {
                new ListText(out(), paint()).print(view, all);
            }
            return view.problem().isEmpty()
                    ? CommandLine.ExitCode.OK
                    : CommandLine.ExitCode.SOFTWARE;
        }
    }
}
