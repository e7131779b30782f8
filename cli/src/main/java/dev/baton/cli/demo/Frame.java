package dev.baton.cli.demo;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** One message between the processes of the demo: a kind and a body whose form the kind tells. */
final class Frame {
    /** What a message says. New kinds go to the end: their number is on the wire. */
    enum Kind {
        /** A child is up: port of its listener, or 0. */
        READY,
        /** To the client: open connections. Port, count, microseconds between messages, window. */
        CONNECT,
        /** All connections stand. */
        CONNECTED,
        /** To the client: tell when each connection has had so many more answers. */
        AWAIT,
        /** From the client: nanoseconds of the longest wait for an answer since the last. */
        PROGRESS,
        /** To the source: hand over. */
        HANDOFF,
        /** Source to target: which process are you? */
        PID_REQUEST,
        /** Target to source: its process identifier. */
        PID_ANSWER,
        /** Source to target: structures of 628 bytes. */
        TICKETS,
        /** Target to source: all are opened, and how many nanoseconds it took. */
        TAKEN,
        /** From source and target: a {@link Step} of the scenario. */
        STEP,
        /** From the source, its last message: a {@link Move}. */
        DONE,
        /** To the client: end all conversations. */
        FINISH,
        /** From the client: a {@link Report}. */
        REPORT,
        /** From a child that can't go on: why. */
        FAILED,
        /** Never sent: the pipe has ended. */
        END
    }

    /** Writes a body. */
    @FunctionalInterface
    interface Body {
        /** Writes to memory. */
        void write(DataOutputStream out) throws IOException;
    }

    private static final byte[] NOTHING = {};

    private final Kind kind;
    private final byte[] body;

    Frame(Kind kind, byte[] body) {
        this.kind = kind;
        this.body = body;
    }

    static Frame of(Kind kind) {
        return new Frame(kind, NOTHING);
    }

    static Frame of(Kind kind, Body body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            body.write(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return new Frame(kind, bytes.toByteArray());
    }

    static Frame text(Kind kind, String text) {
        return of(kind, out -> out.writeUTF(text));
    }

    /** The body of a frame made of text. */
    String text() {
        try {
            return open().readUTF();
        } catch (IOException e) {
            return "(unreadable: " + e.getMessage() + ")";
        }
    }

    Kind kind() {
        return kind;
    }

    byte[] body() {
        return body;
    }

    DataInputStream open() {
        return new DataInputStream(new ByteArrayInputStream(body));
    }

    @Override
    public String toString() {
        return kind + " with " + body.length + " bytes";
    }
}
