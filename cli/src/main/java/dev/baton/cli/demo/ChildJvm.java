package dev.baton.cli.demo;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** The command line of a JVM like this one: same executable, flags and modules. */
final class ChildJvm {
    /** Flags that only one process at a time can have, or that name this process's own entry. */
    private static final List<String> OWN =
            List.of(
                    "-agentlib:jdwp",
                    "-Xrunjdwp",
                    "-Dcom.sun.management.jmxremote",
                    "-Djdk.module.main");

    private ChildJvm() {}

    static ProcessBuilder of(Class<?> entry, List<String> args) {
        List<String> command = new ArrayList<>();
        command.add(java());
        // Its life is shorter than what the second compiler needs to pay; the parent's flags win.
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(flags(ManagementFactory.getRuntimeMXBean().getInputArguments()));
        String module = entry.getModule().getName();
        if (module == null) {
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), entry.getName()));
        } else {
            command.addAll(List.of("-m", module + "/" + entry.getName()));
        }
        command.addAll(args);
        ProcessBuilder builder = new ProcessBuilder(command);
        // Its content is among the flags already, and it makes each JVM print a line.
        builder.environment().remove("JDK_JAVA_OPTIONS");
        return builder;
    }

    /** What is left of a JVM's flags for another one. */
    static List<String> flags(List<String> mine) {
        return mine.stream().filter(flag -> OWN.stream().noneMatch(flag::startsWith)).toList();
    }

    private static String java() {
        return ProcessHandle.current()
                .info()
                .command()
                .orElseGet(() -> System.getProperty("java.home") + "/bin/java");
    }
}
