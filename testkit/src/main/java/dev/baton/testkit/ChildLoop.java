package dev.baton.testkit;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/**
 * The child's side of {@link ChildJvm}: requests come over standard input, answers go over standard
 * output, each as a length and its bytes; an answer begins with a byte that says whether the
 * handler threw.
 */
public final class ChildLoop {
    static final int OK = 0;
    static final int THROWN = 1;

    private ChildLoop() {}

    /**
     * Answers requests until the parent closes the pipe or dies. Call it from {@code main} as the
     * last thing. What the program prints goes to standard error from here on.
     *
     * @param handler makes the answer to a request
     * @throws IOException if a pipe breaks in the middle of a message
     */
    public static void serve(UnaryOperator<byte[]> handler) throws IOException {
        try (var in = new DataInputStream(new FileInputStream(FileDescriptor.in));
                var out = new DataOutputStream(new FileOutputStream(FileDescriptor.out))) {
            System.setOut(
                    new PrintStream(
                            new FileOutputStream(FileDescriptor.err),
                            true,
                            StandardCharsets.UTF_8));
            while (true) {
                byte[] request = read(in);
                write(out, answer(handler, request));
            }
        } catch (EOFException e) {
            // The parent is done with this process.
        }
    }

    private static byte[] answer(UnaryOperator<byte[]> handler, byte[] request) {
        try {
            return prefixed(OK, handler.apply(request));
        } catch (RuntimeException | AssertionError | LinkageError e) {
            var text = new StringWriter();
            e.printStackTrace(new PrintWriter(text));
            return prefixed(THROWN, text.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static byte[] prefixed(int status, byte[] bytes) {
        var answer = new byte[bytes.length + 1];
        answer[0] = (byte) status;
        System.arraycopy(bytes, 0, answer, 1, bytes.length);
        return answer;
    }

    static byte[] read(DataInputStream in) throws IOException {
        var message = new byte[in.readInt()];
        in.readFully(message);
        return message;
    }

    static void write(DataOutputStream out, byte[] message) throws IOException {
        // One write for the whole message: the pipe is not buffered.
        var framed = new byte[Integer.BYTES + message.length];
        java.nio.ByteBuffer.wrap(framed).putInt(message.length).put(message);
        out.write(framed);
        out.flush();
    }
}
