package dev.baton.cli.catalog;

import dev.baton.cli.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code baton catalog}: it only leads to the others. */
@Command(
        name = "catalog",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            ListCommand.class,
            InstallCommand.class,
            RemoveCommand.class,
            OrderCommand.class,
            ShowCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        header = "Shows and changes the layers that sockets go through.",
        description = {
            "A layer sees every call of the sockets it is laid over. Which are installed, for all"
                    + " programs of this user, is in one file: ~/.config/baton/catalog, unless"
                    + " BATON_CATALOG or the system property dev.baton.catalog names another"
                    + " folder."
        },
        commandListHeading = "%nCommands:%n")
public final class CatalogCommand implements Runnable {
    @Spec private CommandSpec spec;

    /** For picocli, which sets the annotated field before {@link #run}. */
    @SuppressWarnings("NullAway.Init")
    public CatalogCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? Try: baton catalog list");
    }
}
