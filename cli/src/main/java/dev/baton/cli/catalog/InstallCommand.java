package dev.baton.cli.catalog;

import dev.baton.cli.Version;
import dev.baton.winsock.spi.LayerFactory;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code baton catalog install}. */
@Command(
        name = "install",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Lays a layer over protocols, above the layers that are there.",
        description = {
            "The layer's jar is copied to the providers folder, where each program of this user"
                    + " finds it. A failure changes nothing."
        })
final class InstallCommand extends CatalogAction {
    @Parameters(
            paramLabel = "NAME|JAR",
            description = "A layer that baton catalog list names, or the path of a jar with one.")
    private String what;

    @Option(
            names = "--over",
            paramLabel = "WHAT",
            split = ",",
            description = {
                "Lay it over these only, separated by commas: tcp, udp, unix, raw, one of them with"
                        + " its family (tcp/ipv6), or the id of an entry.",
                "Default: everything that applications see."
            })
    private List<String> over = List.of();

    @Option(
            names = "--layer",
            paramLabel = "NAME",
            description = "Which layer, if the jar has several.")
    private @Nullable String layer;

    /** For picocli, which sets the annotated fields before {@link #call}. */
    @SuppressWarnings("NullAway.Init")
    InstallCommand() {}

    @Override
    int run(CatalogLog log) throws CatalogFailure {
        boolean isFile = what.endsWith(".jar") || what.contains("/");
        if (layer != null && !isFile) {
            throw wrongUsage("--layer chooses from a jar, and " + what + " is a name");
        }
        for (String each : over) {
            checkOver(each);
        }
        try (CatalogView view = CatalogView.readSound(log);
                LayerSource source = isFile ? ofFile(view) : ofName(view)) {
            print(new Installation(log, over).install(view, source), view.providersFolder());
        }
        return CommandLine.ExitCode.OK;
    }

    private void checkOver(String text) {
        boolean number = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!number && !Protocols.WORDS.contains(text.split("/", 2)[0])) {
            throw wrongUsage(
                    "--over "
                            + text
                            + " is neither "
                            + String.join(", ", Protocols.WORDS)
                            + " nor the id of an entry");
        }
    }

    private LayerSource ofFile(CatalogView view) throws CatalogFailure {
        return LayerSource.of(Path.of(what), layer, new ProvidersFolder(view));
    }

    private LayerSource ofName(CatalogView view) throws CatalogFailure {
        Optional<Item> installed = view.installed(what);
        if (installed.isPresent()) {
            throw Installation.installed(installed.get());
        }
        LayerFactory known = view.layer(what).orElseThrow(() -> new Selector(view).unknown(what));
        return LayerSource.of(known, new ProvidersFolder(view));
    }

    private void print(Installation.Result result, Path providers) {
        PrintWriter out = out();
        out.println(
                result.copied().isPresent()
                        ? "Copied " + result.jar() + " to " + providers
                        : "Its jar is in " + providers + " already: " + result.jar());
        out.println(
                paint().good("Installed ")
                        + result.layer().name()
                        + ", entry "
                        + result.layer().id());
        out.println();
        new ListText(out, paint()).entries(result.chains(), false);
        out.println();
        if (!result.refused().isEmpty()) {
            out.println("Not over what it does not take: " + Text.list(result.refused()));
        }
        out.println("Running programs see it at their next WSAStartup.");
        out.println("To take it away: baton catalog remove " + result.layer().name());
    }
}
