package dev.baton.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An example, run as its reader does. It ends with {@link #close}, and what it started, too. */
final class Example implements AutoCloseable {
    /** How long an example may take on a machine that has much else to do. */
    static final Duration LIMIT = Duration.ofSeconds(60);

    private static final long LOOK_MILLIS = 20;
    // Quick to start rather than fast, and with its temporary files where the test finds them.
    private static final String JVM = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Djava.io.tmpdir=";

    private final Process process;
    private final Path folder;
    private final Set<ProcessHandle> started = new HashSet<>();

    /** What a program that has ended wrote. */
    record Ended(int exitValue, String output, String errors) {}

    private Example(Process process, Path folder) {
        this.process = process;
        this.folder = folder;
    }

    /**
     * Starts an example in Java.
     *
     * @param folder of the test's own
     * @param arguments the file's name in {@code examples}, and what its {@code main} gets
     */
    static Example java(Path folder, String... arguments) {
        String classPath = classPath("winsock", "native", "provider-linux", "channels");
        return java(folder, Checkout.find().root(), classPath, arguments);
    }

    /** Starts an example in Java, from another folder than the checkout. */
    static Example java(Path folder, Path reader, String classPath, String... arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED");
        command.addAll(List.of("-cp", classPath, "examples/" + arguments[0]));
        command.addAll(List.of(arguments).subList(1, arguments.length));
        return start(folder, new ProcessBuilder(command).directory(reader.toFile()));
    }

    /** Starts an example in another language, in the checkout. */
    static Example program(Path folder, String... command) {
        File reader = Checkout.find().root().toFile();
        return start(folder, new ProcessBuilder(command).directory(reader));
    }

    /** Starts an example in another language, with a file as its standard input. */
    static Example program(Path folder, Path input, String... command) {
        File reader = Checkout.find().root().toFile();
        var builder = new ProcessBuilder(command).directory(reader);
        return start(folder, builder.redirectInput(input.toFile()));
    }

    private static Example start(Path folder, ProcessBuilder builder) {
        try {
            Path temporary = Files.createDirectories(folder.resolve("tmp"));
            Path run = Files.createDirectories(folder.resolve("run"));
            builder.redirectOutput(folder.resolve("out.txt").toFile())
                    .redirectError(folder.resolve("errors.txt").toFile());
            var environment = builder.environment();
            environment.put("JDK_JAVA_OPTIONS", JVM + temporary);
            environment.put("XDG_RUNTIME_DIR", run.toString());
            environment.put("BATON_CATALOG", folder.resolve("catalog").toString());
            return new Example(builder.start(), folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the reader has on the class path: built modules. */
    static String classPath(String... modules) {
        return GuideShell.classPath(modules);
    }

    /** The jars of this test run whose names begin so, as a class path. */
    static String jars(String begin) {
        String all =
                System.getProperty("java.class.path")
                        + File.pathSeparator
                        + System.getProperty("jdk.module.path", "");
        return Stream.of(all.split(File.pathSeparator))
                .filter(each -> String.valueOf(Path.of(each).getFileName()).startsWith(begin))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Waits until it has ended, which must be soon. */
    Ended ends() {
        try {
            long deadline = System.nanoTime() + LIMIT.toNanos();
            do {
                process.descendants().forEach(started::add);
                assertThat(System.nanoTime()).as("%s", this).isLessThan(deadline);
            } while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
        return new Ended(process.exitValue(), read("out.txt"), errors());
    }

    /** Waits until it has succeeded, with nothing to complain of and nothing left behind. */
    String succeeds() {
        Ended ended = ends();
        assertThat(ended.exitValue()).as("%s", this).isZero();
        assertThat(ended.errors()).isEmpty();
        assertThat(folder.resolve("tmp")).isEmptyDirectory();
        return ended.output();
    }

    // Each JVM that is given options by its environment says so.
    private String errors() {
        return read("errors.txt")
                .lines()
                .filter(line -> !line.startsWith("NOTE: Picked up JDK_JAVA_OPTIONS"))
                .collect(Collectors.joining("\n"));
    }

    private String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(started::add);
        process.destroyForcibly();
        started.forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public String toString() {
        return "process " + process.pid() + ", which wrote: " + read("out.txt") + errors();
    }
}
