package dev.baton.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client must see what a bad hand-over would do: each test plays a server that loses. */
final class ConversationTest {
    private static final int WINDOW = 4;
    private static final int PID = 4711;

    private final Tally tally = new Tally();
    private final ByteBuffer[] requests = new ByteBuffer[WINDOW];
    private SocketChannel server;
    private Conversation client;

    @BeforeEach
    void connectAndSendAWindowOfRequests() throws IOException {
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            SocketChannel channel = SocketChannel.open(listener.getLocalAddress());
            server = listener.accept();
            long now = System.nanoTime();
            client = new Conversation(1, channel, new Conversation.Pace(0, WINDOW), now, tally);
        }
        client.send(System.nanoTime());
        for (int i = 0; i < WINDOW; i++) {
            requests[i] = ByteBuffer.allocate(Message.SIZE);
            while (requests[i].hasRemaining()) {
                server.read(requests[i]);
            }
        }
    }

    @AfterEach
    void disconnect() throws IOException {
        server.close();
    }

    @Test
    void countsRightAnswersAndEndsCleanly() throws IOException {
        answer(0, 1, 2, 3);
        client.finish();
        client.send(System.nanoTime());
        assertThat(server.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        server.close();
        client.receive(System.nanoTime());

        Report report = tally.report(1);
        assertThat(client.ended()).isTrue();
        assertThat(report.losses()).isZero();
        assertThat(report.messages()).isEqualTo(WINDOW);
        assertThat(report.answeredBy(PID)).isEqualTo(WINDOW);
        assertThat(report.bytesSent()).isEqualTo((long) WINDOW * Message.SIZE);
        assertThat(report.bytesReceived()).isEqualTo((long) WINDOW * Message.SIZE);
    }

    @Test
    void countsGaps() throws IOException {
        answer(0, 3);
        assertThat(tally.report(1).gaps()).isEqualTo(2);
    }

    @Test
    void countsRepetitions() throws IOException {
        answer(0, 0, 1);
        assertThat(tally.report(1).repetitions()).isEqualTo(1);
    }

    @Test
    void countsDamage() throws IOException {
        requests[0].put(100, (byte) ~requests[0].get(100));
        answer(0, 1);
        assertThat(tally.report(1).damaged()).isEqualTo(1);
        assertThat(tally.report(1).losses()).isEqualTo(1);
    }

    @Test
    void countsAnEndBeforeTheTime() throws IOException {
        answer(0);
        server.close();
        client.receive(System.nanoTime());

        assertThat(client.ended()).isTrue();
        assertThat(tally.report(1).cut()).isEqualTo(1);
    }

    @Test
    void countsResets() throws IOException {
        server.setOption(StandardSocketOptions.SO_LINGER, 0);
        server.close();
        client.receive(System.nanoTime());

        assertThat(client.ended()).isTrue();
        assertThat(tally.report(1).resets()).isEqualTo(1);
    }

    @Test
    void sendsNoMoreThanItsWindowAhead() throws IOException {
        client.send(System.nanoTime());
        assertThat(tally.report(1).bytesSent()).isEqualTo((long) WINDOW * Message.SIZE);

        answer(0);
        client.send(System.nanoTime());
        assertThat(tally.report(1).bytesSent()).isEqualTo((WINDOW + 1L) * Message.SIZE);
    }

    /** Answers requests of the first window in the given order. */
    private void answer(int... indexes) throws IOException {
        int size = 0;
        for (int index : indexes) {
            ByteBuffer answer =
                    ByteBuffer.allocate(Message.SIZE).put(0, requests[index], 0, Message.SIZE);
            Message.answer(answer, PID);
            size += server.write(answer);
        }
        while (tally.report(1).bytesReceived() < size) {
            client.receive(System.nanoTime());
        }
    }
}
