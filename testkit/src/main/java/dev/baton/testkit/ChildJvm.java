package dev.baton.testkit;

import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A real JVM with this one's class path and module path, driven over its standard streams: its
 * {@code main} calls {@link ChildLoop#serve}. The process ends with {@link #close}, or by itself
 * when this JVM dies and the pipe closes.
 */
public final class ChildJvm implements AutoCloseable {
    /** Names a system property: options that each child's JVM gets besides, with spaces between. */
    public static final String OPTIONS = "dev.baton.testkit.options";

    /** How long {@link #call(byte[])} waits. */
    public static final Duration DEADLINE = Duration.ofSeconds(20);

    /**
     * Begins of the properties that a child has of this process unless told otherwise: which
     * provider catalog it uses, and what its layers are set up with.
     */
    private static final List<String> INHERITED = List.of("dev.baton.catalog", "dev.baton.layers.");

    private static final byte[] END = {};

    private final String name;
    private final Process process;
    private final DataOutputStream requests;
    private final BlockingQueue<byte[]> answers = new LinkedBlockingQueue<>();
    private final StringBuilder stderr = new StringBuilder();
    private final Thread errorReader;

    private ChildJvm(String name, Process process) {
        this.name = name;
        this.process = process;
        requests = new DataOutputStream(process.getOutputStream());
        errorReader =
                Thread.ofPlatform().daemon().name("child-stderr-" + pid()).start(this::readErrors);
        Thread.ofPlatform().daemon().name("child-stdout-" + pid()).start(this::readAnswers);
    }

    /**
     * Starts a process.
     *
     * @param main its main class
     * @param arguments what {@code main} gets
     * @return the process, perhaps not yet serving
     */
    public static ChildJvm start(Class<?> main, String... arguments) {
        return start(main, List.of(), List.of(), Map.of(), List.of(arguments));
    }

    /**
     * Starts a process in surroundings of its own.
     *
     * @param main its main class
     * @param launcher command to start the JVM with, such as {@code prlimit --nofile=64}; or empty
     * @param options of the JVM
     * @param environment variables besides the inherited ones
     * @param arguments what {@code main} gets
     * @return the process, perhaps not yet serving
     */
    public static ChildJvm start(
            Class<?> main,
            List<String> launcher,
            List<String> options,
            Map<String, String> environment,
            List<String> arguments) {
        var command = new ArrayList<String>(launcher);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // A test process lives for a moment: quick start counts, not speed.
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m"));
        command.addAll(inherited());
        command.addAll(options);
        command.addAll(path(main));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        try {
            return new ChildJvm(main.getSimpleName(), builder.start());
        } catch (IOException e) {
            throw new AssertionError("cannot start " + command, e);
        }
    }

    private static List<String> inherited() {
        var options = new ArrayList<String>();
        String all = System.getProperty(OPTIONS, "");
        if (!all.isEmpty()) {
            options.addAll(List.of(all.split(" ")));
        }
        for (String name : System.getProperties().stringPropertyNames()) {
            if (INHERITED.stream().anyMatch(name::startsWith)) {
                options.add("-D" + name + "=" + System.getProperty(name));
            }
        }
        return options;
    }

    private static List<String> path(Class<?> main) {
        var arguments = new ArrayList<String>();
        String classPath = System.getProperty("java.class.path", "");
        if (!classPath.isEmpty()) {
            arguments.addAll(List.of("-cp", classPath));
        }
        String modulePath = System.getProperty("jdk.module.path", "");
        boolean modular = ModuleLayer.boot().findModule("dev.baton.ffm").isPresent();
        arguments.add("--enable-native-access=ALL-UNNAMED" + (modular ? ",dev.baton.ffm" : ""));
        if (!modulePath.isEmpty()) {
            arguments.addAll(List.of("-p", modulePath));
        }
        if (main.getModule().isNamed()) {
            arguments.addAll(patch(main));
            arguments.addAll(List.of("-m", main.getModule().getName() + "/" + main.getName()));
        } else {
            arguments.add(main.getName());
        }
        return arguments;
    }

    /** Test classes are no part of their module as it stands on the path. */
    private static List<String> patch(Class<?> main) {
        String module = main.getModule().getName();
        URI home =
                ModuleLayer.boot()
                        .configuration()
                        .findModule(module)
                        .orElseThrow()
                        .reference()
                        .location()
                        .orElseThrow();
        URL file = Objects.requireNonNull(main.getResource(main.getSimpleName() + ".class"));
        if (!file.getProtocol().equals("file")) {
            return List.of();
        }
        String inside = main.getName().replace('.', '/') + ".class";
        Path root = Path.of(URI.create(file.toString().replace(inside, "")));
        return root.equals(Path.of(home))
                ? List.of()
                : List.of("--patch-module", module + "=" + root);
    }

    private void readAnswers() {
        try (var in = new DataInputStream(process.getInputStream())) {
            while (true) {
                answers.add(ChildLoop.read(in));
            }
        } catch (IOException e) {
            answers.add(END);
        }
    }

    private void readErrors() {
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                wrote(line);
            }
        } catch (IOException e) {
            wrote("standard error was cut off: " + e.getMessage());
        }
    }

    private void wrote(String line) {
        synchronized (stderr) {
            stderr.append(line).append('\n');
        }
    }

    /**
     * Returns the process identifier.
     *
     * @return the pid
     */
    public long pid() {
        return process.pid();
    }

    /**
     * Sends a request and waits for its answer.
     *
     * @param request the request
     * @return the answer
     * @throws AssertionError if the handler threw, the process ended, or no answer came in time
     */
    public byte[] call(byte[] request) {
        send(request);
        return receive(DEADLINE);
    }

    /**
     * Sends a request whose answer is to be {@linkplain #receive received} later.
     *
     * @param request the request
     * @throws AssertionError if the process has ended
     */
    public void send(byte[] request) {
        try {
            ChildLoop.write(requests, request);
        } catch (IOException e) {
            throw failure("does not take requests (" + e.getMessage() + ")");
        }
    }

    /**
     * Receives the answer to the oldest request that has none.
     *
     * @param limit how long to wait
     * @return the answer
     * @throws AssertionError if the handler threw, the process ended, or no answer came in time
     */
    public byte[] receive(Duration limit) {
        byte[] answer;
        try {
            answer = answers.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure("was not waited for: this thread was interrupted");
        }
        if (answer == null) {
            throw failure("gave no answer in " + limit.toMillis() + " ms");
        }
        if (answer.length == 0) {
            // For those who ask after this one.
            answers.add(END);
            throw failure("ended");
        }
        byte[] content = Arrays.copyOfRange(answer, 1, answer.length);
        if (answer[0] != ChildLoop.OK) {
            throw failure("threw " + new String(content, StandardCharsets.UTF_8));
        }
        return content;
    }

    /**
     * Returns what the process wrote to standard error so far.
     *
     * @return the text
     */
    public String stderr() {
        synchronized (stderr) {
            return stderr.toString();
        }
    }

    /**
     * Tells whether the process runs or is stopped.
     *
     * @return false once it has ended
     */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Ends the process at once (SIGKILL) and waits until it is gone. */
    public void kill() {
        process.destroyForcibly();
        awaitExit(DEADLINE);
    }

    /** Stops the process (SIGSTOP) and waits until each of its threads stands still. */
    public void stop() {
        signal("STOP");
        Eventually.await(DEADLINE, () -> state() == 'T', () -> name + " " + pid() + " runs on");
    }

    /** Lets a stopped process run on (SIGCONT). */
    public void resume() {
        signal("CONT");
    }

    private void signal(String signal) {
        String[] command = {"kill", "-" + signal, Long.toString(pid())};
        try {
            Process kill = new ProcessBuilder(command).inheritIO().start();
            if (!kill.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS) || kill.exitValue() != 0) {
                throw failure("was not sent SIG" + signal);
            }
        } catch (IOException e) {
            throw new AssertionError("cannot run " + Arrays.toString(command), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private char state() {
        try {
            String status = Files.readString(Path.of("/proc", Long.toString(pid()), "stat"));
            return status.charAt(status.lastIndexOf(')') + 2);
        } catch (IOException e) {
            throw new AssertionError("cannot read the state of process " + pid(), e);
        }
    }

    /**
     * Waits for the end of the process.
     *
     * @param limit how long
     * @return the exit code
     * @throws AssertionError if it does not end in time
     */
    public int awaitExit(Duration limit) {
        try {
            if (!process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                throw failure("did not end in " + limit.toMillis() + " ms");
            }
            errorReader.join(limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure("was not waited for: this thread was interrupted");
        }
        return process.exitValue();
    }

    /** Ends the process, whatever its state. */
    @Override
    public void close() {
        kill();
        try {
            requests.close();
        } catch (IOException e) {
            // A request that the process did not take any more.
        }
    }

    @Override
    public String toString() {
        return name + " " + pid();
    }

    private AssertionError failure(String what) {
        String said = stderr();
        String exit = process.isAlive() ? "" : ", exit code " + process.exitValue();
        return new AssertionError(
                this + " " + what + exit + (said.isEmpty() ? "" : "; it wrote:\n" + said));
    }
}
