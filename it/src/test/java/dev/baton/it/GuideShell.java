package dev.baton.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs the commands of a guide as its reader does.
 *
 * @param folder where the reader works
 * @param catalog the provider catalog
 */
record GuideShell(Path folder, Path catalog) {
    private static final long LIMIT_SECONDS = 60;

    /** What the reader has on the class path: the built modules that the guide speaks of. */
    static String classPath() {
        return classPath("winsock", "native", "provider-linux", "testkit");
    }

    static String classPath(String... modules) {
        Checkout checkout = Checkout.find();
        return Stream.of(modules)
                .map(module -> checkout.classes(module).toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** The command, in a folder that stands for the reader's checkout. */
    private Path checkout() throws IOException {
        Path checkout = Files.createDirectories(folder.resolve("checkout"));
        String everything =
                System.getProperty("java.class.path")
                        + File.pathSeparator
                        + System.getProperty("jdk.module.path", "");
        String picocli =
                Stream.of(everything.split(File.pathSeparator))
                        .filter(each -> each.contains("picocli"))
                        .findFirst()
                        .orElseThrow();
        String path = classPath("winsock", "native", "provider-linux", "cli");
        Path command = checkout.resolve("baton");
        Files.writeString(
                command,
                "#!/bin/sh\nexec java -cp '"
                        + path
                        + File.pathSeparator
                        + picocli
                        + "' dev.baton.cli.Main \"$@\"\n");
        assertThat(command.toFile().setExecutable(true)).isTrue();
        return checkout;
    }

    /** Runs commands, which must succeed; returns what they wrote to standard output. */
    String run(String commands) {
        Path out = folder.resolve("out.txt");
        Path errors = folder.resolve("errors.txt");
        var builder = new ProcessBuilder("sh", "-e", "-c", commands);
        builder.directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(errors.toFile());
        var environment = builder.environment();
        Path bin = Path.of(System.getProperty("java.home"), "bin");
        environment.merge("PATH", bin.toString(), (old, jdk) -> jdk + File.pathSeparator + old);
        environment.put("CLASSPATH", classPath() + File.pathSeparator + "programs");
        environment.put("BATON_CATALOG", catalog.toString());
        try {
            environment.put("BATON", checkout().toString());
            Process process = builder.start();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new AssertionError(
                        "did not end:\n" + commands + "it wrote:\n" + Files.readString(errors));
            }
            assertThat(process.exitValue())
                    .as("%sit wrote:%n%s", commands, Files.readString(errors))
                    .isZero();
            return Files.readString(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
