package dev.baton.cli.demo;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Frames over a pair of pipes: a length of four bytes, a kind of one byte, the body. */
final class FrameStream {
    /** More than 20,000 structures, and little enough that a lying length can't take the heap. */
    static final int MAX_BODY = 16 << 20;

    private static final int BUFFER = 64 << 10;
    private static final Frame.Kind[] KINDS = Frame.Kind.values();

    private final DataInputStream in;
    private final DataOutputStream out;

    FrameStream(InputStream in, OutputStream out) {
        this.in = new DataInputStream(new BufferedInputStream(in, BUFFER));
        this.out = new DataOutputStream(new BufferedOutputStream(out, BUFFER));
    }

    /** Sends a frame; from any thread. */
    synchronized void send(Frame frame) throws IOException {
        out.writeInt(frame.body().length);
        out.writeByte(frame.kind().ordinal());
        out.write(frame.body());
        out.flush();
    }

    /** Waits for the next frame; null when the other side has ended. From one thread only. */
    @Nullable Frame receive() throws IOException {
        int first = in.read();
        if (first < 0) {
            return null;
        }
        int length = first << 24 | in.readUnsignedByte() << 16 | in.readUnsignedShort();
        int kind = in.readUnsignedByte();
        if (length < 0 || length > MAX_BODY || kind >= KINDS.length) {
            throw new IOException("no frame: length " + length + ", kind " + kind);
        }
        byte[] body = new byte[length];
        int have = in.readNBytes(body, 0, length);
        if (have < length) {
            throw new EOFException(
                    KINDS[kind] + " ends after " + have + " of " + length + " bytes");
        }
        return new Frame(KINDS[kind], body);
    }
}
