package dev.baton.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The examples that are not in Java. */
final class OtherLanguages {
    private OtherLanguages() {}

    /** Ends the test, without failing it, where there is no such command. */
    static void assume(String command) {
        String path = System.getenv("PATH");
        assumeThat(Stream.of(path == null ? new String[0] : path.split(File.pathSeparator)))
                .as("a folder that has " + command)
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
    }

    /** Starts an example in Python, without an input. */
    static Example python(Path folder, String example, String... arguments) {
        return python(folder, Path.of("/dev/null"), example, arguments);
    }

    /** Starts an example in Python. */
    static Example python(Path folder, Path input, String example, String... arguments) {
        assume("python3");
        var command = new ArrayList<>(List.of("python3", "-B", "examples/" + example));
        command.addAll(List.of(arguments));
        return Example.program(folder, input, command.toArray(String[]::new));
    }

    /** The program that a compiler makes of an example, which must please it. */
    static Path compile(Path folder, String example) {
        assume("cc");
        Path program = folder.resolve(example.replace(".c", ""));
        if (Files.notExists(program)) {
            try (Example compiler =
                    Example.program(
                            folder,
                            "cc",
                            "-Wall",
                            "-Wextra",
                            "-Werror",
                            "-o",
                            program.toString(),
                            "examples/" + example)) {
                assertThat(compiler.succeeds()).isEmpty();
            }
        }
        return program;
    }
}
