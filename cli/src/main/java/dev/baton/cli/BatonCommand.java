package dev.baton.cli;

import dev.baton.cli.catalog.CatalogCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code baton} itself: it only leads to the others. */
@Command(
        name = "baton",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {DemoCommand.class, DoctorCommand.class, CatalogCommand.class},
        synopsisSubcommandLabel = "COMMAND",
        description = "Hands live sockets from one JVM to another, by the rules of Winsock 2.",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:failed", "2:wrong usage"})
final class BatonCommand implements Runnable {
    @Spec private CommandSpec spec;

    /** For picocli, which sets the annotated field before {@link #run}. */
    @SuppressWarnings("NullAway.Init")
    BatonCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? Try: baton demo");
    }
}
