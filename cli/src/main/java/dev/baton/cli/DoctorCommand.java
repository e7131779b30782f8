package dev.baton.cli;

import dev.baton.cli.doctor.Check;
import dev.baton.cli.doctor.Doctor;
import dev.baton.cli.doctor.DoctorReport;
import dev.baton.cli.text.Paint;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code baton doctor}. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Tells whether this machine can hand sockets over, and what to change.",
        description = "Ends with exit code 1 if Baton can't work here.")
final class DoctorCommand implements Callable<Integer> {
    @Option(names = "--json", description = "Print one JSON object, for machines.")
    private boolean json;

    @Spec private CommandSpec spec;

    /** For picocli, which sets the annotated fields before {@link #call}. */
    @SuppressWarnings("NullAway.Init")
    DoctorCommand() {}

    @Override
    public Integer call() {
        CommandLine line = spec.commandLine();
        PrintWriter out = line.getOut();
        List<Check> checks = Doctor.examine();
        DoctorReport report = new DoctorReport(Version.number(), checks);
        if (json) {
            out.println(report.json());
        } else {
            report.print(out, new Paint(line.getColorScheme().ansi().enabled()));
        }
        return report.healthy() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }
}
