package dev.baton.cli.demo;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A child's end of the pipes to the process that started it: standard input and output. */
final class ParentLink implements AutoCloseable {
    private static final int ORPHANED = 3;
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final FrameStream stream;
    private final BlockingQueue<Frame> received = new LinkedBlockingQueue<>();

    // Wording takes a cold JVM milliseconds, which no conversation is to wait for.
    private final ExecutorService teller = Executors.newSingleThreadExecutor();
    private final Thread user = Thread.currentThread();

    private ParentLink(FrameStream stream) {
        this.stream = stream;
    }

    static ParentLink open() {
        FrameStream stream =
                new FrameStream(
                        new FileInputStream(FileDescriptor.in),
                        new FileOutputStream(FileDescriptor.out));
        // Whatever else prints must not get between the frames.
        System.setOut(System.err);
        ParentLink link = new ParentLink(stream);
        Thread.ofPlatform().daemon().name("parent").start(link::listen);
        return link;
    }

    private void listen() {
        try {
            Frame frame = stream.receive();
            while (frame != null) {
                received.add(frame);
                frame = stream.receive();
            }
        } catch (IOException e) {
            System.err.println("the pipe from the parent is broken: " + e);
        }
        received.add(Frame.of(Frame.Kind.END));
        // Without the parent nobody needs this process: it must not outlive it by much.
        try {
            user.join(GRACE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (user.isAlive()) {
            Runtime.getRuntime().halt(ORPHANED);
        }
    }

    /** Waits for the next frame. */
    Frame take() throws InterruptedException {
        return received.take();
    }

    /** The next frame, or null if there is none yet. */
    @Nullable Frame poll() {
        return received.poll();
    }

    /** Waits for a frame that must be of a kind. */
    Frame take(Frame.Kind kind) throws InterruptedException {
        return expect(kind, received.take());
    }

    /** Refuses a frame of another kind, the end of the pipe among them. */
    static Frame expect(Frame.Kind kind, Frame frame) {
        if (frame.kind() != kind) {
            throw new IllegalStateException("received " + frame + " instead of " + kind);
        }
        return frame;
    }

    void send(Frame frame) {
        try {
            stream.send(frame);
        } catch (IOException e) {
            throw new UncheckedIOException("the pipe to the parent is broken", e);
        }
    }

    /** Tells of a step, soon and in order, without delay for the caller. */
    void tell(Supplier<Step> step) {
        teller.execute(() -> send(step.get().toFrame()));
    }

    /** Ends when all is told. */
    @Override
    public void close() {
        teller.close();
    }

    void ready(int port) {
        send(Frame.of(Frame.Kind.READY, out -> out.writeInt(port)));
    }
}
