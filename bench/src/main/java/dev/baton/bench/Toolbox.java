package dev.baton.bench;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The tools of this machine, and the parts of the benchmark that are not Java. */
final class Toolbox {
    private final Path scratch;

    Toolbox(Path scratch) {
        this.scratch = scratch;
    }

    /** The program of that name on the PATH. */
    Optional<Path> find(String name) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(path.split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Puts a file of the benchmark's resources where other programs can read it. */
    Path unpack(String resource) throws IOException {
        Path file = scratch.resolve(Path.of(resource).getFileName());
        try (InputStream in = Toolbox.class.getResourceAsStream("/" + resource)) {
            if (in == null) {
                throw new IOException("resource " + resource + " is not in the benchmark's jar");
            }
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        }
        return file;
    }

    /** Compiles a C program of the resources; empty if there is no compiler. */
    Optional<Path> compile(String name) throws IOException, InterruptedException {
        Optional<Path> compiler = find("cc").or(() -> find("gcc")).or(() -> find("clang"));
        if (compiler.isEmpty()) {
            return Optional.empty();
        }
        unpack("c/floor.h");
        unpack("c/inbox.h");
        Path source = unpack("c/" + name + ".c");
        Path program = scratch.resolve(name);
        List<String> command =
                List.of(compiler.get().toString(), "-O2", "-o", program.toString(), source + "");
        int status = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (status != 0) {
            throw new IOException("the C compiler failed: " + String.join(" ", command));
        }
        return Optional.of(program);
    }
}
