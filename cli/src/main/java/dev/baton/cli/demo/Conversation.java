package dev.baton.cli.demo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * One connection of the client: sends numbered requests, some of them ahead of the answers, and
 * checks each byte that comes back. A plain {@code java.nio} client that knows nothing of Baton.
 */
final class Conversation {
    private final int id;
    private final SocketChannel channel;
    private final Pace pace;
    private final Tally tally;
    private final ByteBuffer in = ByteBuffer.allocate(4 * Message.SIZE);
    private final ByteBuffer out;
    private final long[] sentAt;

    private long sent;
    private long expected = 1;
    private long answers;
    private long nextSend;
    private boolean finishing;
    private boolean shut;
    private boolean ended;

    /**
     * How fast a client talks.
     *
     * @param intervalNanos time between two requests, 0 for none
     * @param window requests that may wait for their answers
     */
    record Pace(long intervalNanos, int window) {}

    /** Begins at {@code firstSend}, in nanoseconds of {@link System#nanoTime}. */
    Conversation(int id, SocketChannel channel, Pace pace, long firstSend, Tally tally) {
        this.id = id;
        this.channel = channel;
        this.pace = pace;
        this.tally = tally;
        this.nextSend = firstSend;
        this.out = ByteBuffer.allocate(pace.window() * Message.SIZE);
        this.sentAt = new long[pace.window()];
    }

    /** Right answers so far. */
    long answers() {
        return answers;
    }

    boolean ended() {
        return ended;
    }

    /** No more requests; ends when the last one is answered. */
    void finish() {
        finishing = true;
    }

    /** Sends what is due. */
    void send(long now) {
        if (ended) {
            return;
        }
        while (!finishing && waiting() < pace.window() && now - nextSend >= 0) {
            sent++;
            sentAt[(int) (sent % sentAt.length)] = now;
            Message.request(out, id, sent);
            nextSend = pace.intervalNanos() == 0 ? now : nextSend + pace.intervalNanos();
        }
        try {
            flush();
            if (finishing && !shut && waiting() == 0) {
                channel.shutdownOutput();
                shut = true;
            }
        } catch (IOException e) {
            tally.reset();
            end();
        }
    }

    private void flush() throws IOException {
        if (out.position() > 0) {
            out.flip();
            tally.sent(channel.write(out));
            out.compact();
        }
    }

    /** Takes what has come. */
    void receive(long now) {
        try {
            int count = channel.read(in);
            if (count < 0) {
                if (!shut || waiting() > 0 || in.position() > 0) {
                    tally.cut();
                }
                end();
                return;
            }
            tally.received(count);
        } catch (IOException e) {
            tally.reset();
            end();
            return;
        }
        in.flip();
        while (in.remaining() >= Message.SIZE) {
            check(in.slice(in.position(), Message.SIZE), now);
            in.position(in.position() + Message.SIZE);
        }
        in.compact();
    }

    private void check(ByteBuffer answer, long now) {
        long number = Message.number(answer);
        if (!Message.isAnswer(answer, id)) {
            tally.damaged();
            expected++;
        } else if (number < expected) {
            tally.repetition();
        } else {
            tally.gap(number - expected);
            tally.answer(Message.pid(answer), now - sentAt[(int) (number % sentAt.length)]);
            answers++;
            expected = number + 1;
        }
    }

    private long waiting() {
        return sent + 1 - expected;
    }

    private void end() {
        ended = true;
        try {
            channel.close();
        } catch (IOException e) {
            // The descriptor is gone all the same, and the tally is already right.
            shut = true;
        }
    }
}
