package dev.baton.cli.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A process of the play, as its parent has it: the pipes, the error output, the end. */
final class Child implements AutoCloseable {
    /** Takes what a child sends, on the child's own thread. */
    @FunctionalInterface
    interface Receiver {
        /** Takes a frame; {@link Frame.Kind#END} is the last. */
        void receive(Child from, Frame frame);
    }

    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final int ERRORS_SHOWN = 4000;

    private final String name;
    private final Process process;
    private final FrameStream stream;
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private final Thread errorReader;

    private Child(String name, Process process) {
        this.name = name;
        this.process = process;
        this.stream = new FrameStream(process.getInputStream(), process.getOutputStream());
        this.errorReader = Thread.ofPlatform().daemon().unstarted(this::readErrors);
    }

    static Child start(String name, ProcessBuilder builder, Receiver receiver) throws DemoFailure {
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new DemoFailure("the " + name + " can't be started: " + e.getMessage(), e);
        }
        Child child = new Child(name, process);
        child.errorReader.start();
        Thread.ofPlatform().daemon().start(() -> child.listen(receiver));
        return child;
    }

    /** Role and pid, as in {@code source 4711}. */
    @Override
    public String toString() {
        return name + " " + process.pid();
    }

    long pid() {
        return process.pid();
    }

    void send(Frame frame) throws IOException {
        stream.send(frame);
    }

    private void listen(Receiver receiver) {
        try {
            Frame frame = stream.receive();
            while (frame != null) {
                receiver.receive(this, frame);
                frame = stream.receive();
            }
        } catch (IOException e) {
            receiver.receive(this, Frame.text(Frame.Kind.FAILED, "broken pipe: " + e.getMessage()));
        }
        receiver.receive(this, Frame.of(Frame.Kind.END));
    }

    private void readErrors() {
        try (InputStream in = process.getErrorStream()) {
            byte[] some = new byte[1024];
            for (int count = in.read(some); count >= 0; count = in.read(some)) {
                synchronized (errors) {
                    // The first words tell most; a flood after them is dropped.
                    errors.write(some, 0, Math.min(count, ERRORS_SHOWN - errors.size()));
                }
            }
        } catch (IOException e) {
            // The process was killed: what it said is all there is.
            errorReader.interrupt();
        }
    }

    /** Waits for the end of the process: its exit code. */
    int exitCode(Deadline deadline) throws DemoFailure, InterruptedException {
        if (!process.waitFor(deadline.nanosLeft(), TimeUnit.NANOSECONDS)) {
            throw new DemoFailure("the " + this + " does not end");
        }
        return process.exitValue();
    }

    /** What a failed child left: how it ended, and its error output. */
    String lastWords() throws InterruptedException {
        String end = "the " + this + " is still running";
        if (process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
            end = "the " + this + " ended with exit code " + process.exitValue();
            errorReader.join(GRACE);
        }
        synchronized (errors) {
            return (end + "\n" + errors.toString(StandardCharsets.UTF_8)).strip();
        }
    }

    /** Ends the process if it still runs: it may close what it has, for a moment. */
    @Override
    public void close() {
        // Not on this thread: a child that is stopped may block the pipe, and the close with it.
        Thread.ofPlatform().daemon().start(this::closeInput);
        try {
            if (process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        kill();
    }

    private void closeInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // It has ended, and its end of the pipe with it.
            process.destroy();
        }
    }

    void kill() {
        process.destroyForcibly();
    }
}
