package dev.baton.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines of child JVMs: this Java, this class path, the same flags for every peer. */
final class Jvm {
    private Jvm() {}

    static List<String> command(Class<?> main, Object... args) {
        return command(List.of(), main, args);
    }

    static List<String> command(List<String> flags, Class<?> main, Object... args) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--sun-misc-unsafe-memory-access=allow"); // Netty: else it warns on stderr
        command.add("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED"); // for Baton's channels
        command.addAll(flags);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        for (Object arg : args) {
            command.add(arg.toString());
        }
        return command;
    }

    /** The same command on one processor only. */
    static List<String> pinned(int cpu, List<String> command) {
        List<String> pinned = new ArrayList<>(List.of("taskset", "-c", Integer.toString(cpu)));
        pinned.addAll(command);
        return pinned;
    }
}
