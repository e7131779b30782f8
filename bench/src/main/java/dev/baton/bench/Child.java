package dev.baton.bench;

import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The other process of a measurement: told everything over its standard input, it answers over its
 * standard output. It ends when its input does, so it can't outlive its starter; {@link #close}
 * makes sure of it.
 */
final class Child implements AutoCloseable {
    static final String TARGET_CPU = "TARGET_CPU";
    private static final int SECONDS_TO_END = 10;
    private static final int O_RDONLY = 0;
    private static final int O_WRONLY = 1;

    private final Process process;
    private final int to;
    private final int from;
    private final MemorySegment answer = Pipes.message(0);
    private boolean ended;

    private Child(Process process) throws IOException {
        this.process = process;
        try {
            // Process wraps its pipes into buffers; the kernel gives us the other ends unwrapped.
            this.to = end(Pipes.STDIN, O_WRONLY);
            this.from = end(Pipes.STDOUT, O_RDONLY);
            process.getOutputStream().close();
            process.getInputStream().close();
        } catch (IOException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private int end(int fd, int access) throws IOException {
        String pipe = "/proc/" + process.pid() + "/fd/" + fd;
        try (Arena arena = Arena.ofConfined()) {
            int flags = access | LinuxConstants.O_CLOEXEC;
            int opened = Linux.open(arena.allocateFrom(pipe), flags, 0);
            if (opened < 0) {
                throw new IOException(pipe + " can't be opened: errno " + -opened);
            }
            return opened;
        }
    }

    /** A JVM, on the processor that TARGET_CPU names, if it is set. */
    static Child start(Class<?> main, Object... args) throws IOException {
        String cpu = System.getenv(TARGET_CPU);
        List<String> command = Jvm.command(main, args);
        return start(cpu == null ? command : Jvm.pinned(Integer.parseInt(cpu), command));
    }

    static Child start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        return new Child(builder.redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    /** The pid as Winsock's DWORD; taskset replaces itself by the program, so it is its own. */
    int pid() {
        return Math.toIntExact(process.pid());
    }

    /** The pipe to its standard input. */
    int to() {
        return to;
    }

    /** The pipe from its standard output. */
    int from() {
        return from;
    }

    /** Sends one byte. */
    void send(int value) throws IOException {
        Pipes.writeFully(to, Pipes.message(value));
    }

    /** Takes one byte. */
    int receive() throws IOException {
        Pipes.readFully(from, answer);
        return answer.get(ValueLayout.JAVA_BYTE, 0);
    }

    /** Takes one byte and insists on its value. */
    void expect(char value) throws IOException {
        Pipes.readFully(from, answer);
        byte got = answer.get(ValueLayout.JAVA_BYTE, 0);
        if (got != value) {
            throw new IOException("the child said " + (char) got + " instead of " + value);
        }
    }

    /** Takes eight bytes, big-endian. */
    long receiveLong() throws IOException {
        return Pipes.readLong(from);
    }

    /** Waits for its end; a child that does not end in time is killed. */
    int end() throws InterruptedException {
        if (!ended) {
            ended = true;
            Linux.close(to);
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            process.waitFor();
            Linux.close(from);
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        try {
            end();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
