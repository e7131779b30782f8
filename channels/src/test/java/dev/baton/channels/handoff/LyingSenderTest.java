package dev.baton.channels.handoff;

import static dev.baton.channels.handoff.RawSender.both;
import static dev.baton.channels.handoff.RawSender.id;
import static dev.baton.channels.handoff.RawSender.message;
import static dev.baton.channels.handoff.RawSender.plain;
import static dev.baton.channels.handoff.RawSender.reason;
import static dev.baton.channels.handoff.RawSender.record;
import static dev.baton.channels.handoff.RawSender.type;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.channels.HandoffException;
import dev.baton.channels.HandoffPlace;
import dev.baton.channels.HandoffPoint;
import dev.baton.channels.ReceivedItem;
import dev.baton.ffm.Linux;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a receiver does with a sender that does not keep to the protocol. */
@DisplayName("A sender that lies")
@Timeout(60)
class LyingSenderTest {
    private static final File TABLE = new File("/proc/self/fd");

    @TempDir private Path folder;

    private HandoffPoint point;
    private Path socket;
    private int spare;

    @BeforeEach
    void open() throws IOException {
        Path place = folder.resolve("point");
        point = HandoffPoint.open(HandoffPlace.at(place));
        socket = place.resolve(Long.toString(ProcessHandle.current().pid()));
        spare = UnixSocket.open();
    }

    @AfterEach
    void close() {
        point.close();
        Linux.close(spare);
    }

    private static int descriptors() {
        return Objects.requireNonNull(TABLE.list()).length;
    }

    private static Arguments lie(String why, ByteBuffer message, int descriptors) {
        return Arguments.of(why, message, descriptors);
    }

    private static ByteBuffer changed(ByteBuffer message, int at, int value) {
        return message.order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
    }

    static Stream<Arguments> lies() {
        return Stream.of(
                lie("no magic", changed(message(2, 1, plain(1)), 0, 4711), 1),
                lie("version 2", changed(message(2, 1, plain(1)), 4, 2 | 2 << 16), 1),
                lie("says that it has 99", changed(message(2, 1, plain(1)), 8, 99), 1),
                lie("no magic", ByteBuffer.allocate(3), 0),
                lie("no message of type 9", message(9, 0, new byte[0]), 0),
                lie("no message of type 4", message(4, 1, id(1, 0)), 0),
                lie("2 items came with 1", message(2, 2, both(plain(1), plain(2))), 1),
                lie("1 items came with 0", message(2, 1, plain(1)), 0),
                lie("1 items came with 2", message(2, 1, plain(1)), 2),
                lie("0 items came with 0", message(2, 0, new byte[0]), 0),
                lie("4294967295 items", message(2, -1, plain(1)), 1),
                lie("belong to no item", message(2, 1, both(plain(1), plain(2))), 1),
                lie("in the middle of an item", message(2, 1, new byte[21]), 1),
                lie("in the middle of an item", message(2, 1, record(1, 9, 0, 9, "", 8)), 1),
                lie("lengths of item 1", message(2, 1, record(1, 1, 1, 3, "", 3)), 1),
                lie("lengths of item 1", message(2, 1, record(1, 1, 1, -1, "", 0)), 1),
                lie("more than allowed", message(2, 1, record(1, 1 << 25, 0, 0, "", 0)), 1),
                lie("more than allowed", message(2, 1, record(1, 0, -1, 0, "", 0)), 1),
                lie("lengths of item 1", message(2, 1, record(1, 0, 0, 0, "x".repeat(256), 0)), 1),
                lie("not UTF-8", message(2, 1, record(1, 0, 0, 0, "\u00ff", 0)), 1),
                lie("the number 0", message(2, 1, plain(0)), 1),
                lie("the number 5", message(2, 2, both(plain(5), plain(5))), 2),
                lie(
                        "not the last of its message",
                        message(2, 2, both(record(1, 0, 5, 0, "", 0), plain(2))),
                        2),
                lie("a part belongs to no item", message(3, 1, id(1, 4)), 0),
                lie("came with 1 descriptors, not 0", message(3, 1, id(1, 4)), 1),
                lie("can't hold 2 ids", message(6, 2, id(1, 0)), 0),
                lie("came with 0 descriptors, not 1", message(7, 1, new byte[0]), 0),
                lie("too long", message(2, 1, new byte[70_000]), 0));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lies")
    @DisplayName("is told so and left, and what came from it is closed")
    void left(String why, ByteBuffer message, int count) {
        try (RawSender sender = new RawSender(socket)) {
            int before = descriptors();
            int[] sent = new int[count];
            Arrays.fill(sent, spare);
            sender.send(message, sent);
            assertThat(reason(sender.receive())).contains(why);
            assertThat(sender.receive().capacity()).isZero();
            // The connection itself is gone, too.
            awaitDescriptors(before - 1);
        }
    }

    private static void awaitDescriptors(int wanted) {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (descriptors() != wanted && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(descriptors()).isEqualTo(wanted);
    }

    @Test
    @DisplayName("that comes in the middle of an item ends that item, too")
    void unfinished() throws Exception {
        int before;
        try (RawSender sender = new RawSender(socket)) {
            // Both ends of the connection are there.
            before = descriptors() - 2;
            sender.send(message(2, 1, record(1, 0, 100, 10, "", 10)), spare);
            sender.send(message(3, 1, id(1, 50)));
            sender.send(message(2, 1, plain(2)), spare);
            assertThat(reason(sender.receive())).contains("is not complete");
        }
        awaitDescriptors(before);
        try (RawSender sender = new RawSender(socket)) {
            sender.send(message(2, 1, record(1, 0, 100, 10, "", 10)), spare);
            sender.send(message(3, 1, id(1, 91)));
            assertThat(reason(sender.receive())).contains("more bytes than it has");
        }
        awaitDescriptors(before);
        try (RawSender sender = new RawSender(socket)) {
            sender.send(message(2, 1, record(1, 0, 100, 10, "", 10)), spare);
        }
        awaitDescriptors(before);
        assertThat(point.poll(Duration.ZERO)).isEmpty();
    }

    @Test
    @DisplayName("about what it sends gets that item back, and no other")
    void noSocket() throws Exception {
        try (RawSender sender = new RawSender(socket);
                SocketChannel connection = connected(sender)) {
            Lifeline pipe = Lifeline.open();
            int stream = Linux.socket(1, 1, 0);
            sender.send(
                    message(2, 3, both(both(plain(1), plain(2)), plain(3))),
                    pipe.readEnd(),
                    stream,
                    spare);
            assertThat(reason(sender.receive())).contains("item 1").contains("no socket");
            assertThat(reason(sender.receive())).contains("item 3").contains("type 5");
            ReceivedItem item = point.take();
            item.refuse("enough");
            assertThat(reason(sender.receive())).isEqualTo("enough");
            pipe.close();
            Linux.close(stream);
            assertThat(connection.isOpen()).isTrue();
        }
    }

    private SocketChannel connected(RawSender sender) throws Exception {
        int stream = Linux.socket(1, 1, 0);
        sender.send(message(2, 1, plain(77)), stream);
        Linux.close(stream);
        SocketChannel channel = point.take().acceptSocketChannel();
        ByteBuffer answer = sender.receive();
        assertThat(type(answer)).isEqualTo(Wire.ACK);
        assertThat(answer.getLong(16)).isEqualTo(77);
        return channel;
    }

    @Test
    @DisplayName("by silence: without HELLO, what is undecided at its end is not the receiver's")
    void noHello() throws Exception {
        ReceivedItem item;
        try (RawSender sender = new RawSender(socket)) {
            int stream = Linux.socket(1, 1, 0);
            sender.send(message(2, 1, plain(1)), stream);
            Linux.close(stream);
            item = point.take();
        }
        assertThatThrownBy(item::acceptSocketChannel)
                .isInstanceOf(HandoffException.class)
                .hasMessageContaining("taken it back, or has ended");
    }

    @Test
    @DisplayName("with HELLO and without a byte in the pipe, it died: the receiver's")
    void died() throws Exception {
        ReceivedItem item;
        try (RawSender sender = new RawSender(socket)) {
            item = afterHello(sender, false);
        }
        item.acceptSocketChannel().close();
    }

    @Test
    @DisplayName("with a byte in the pipe, it has taken everything back")
    void abandoned() throws Exception {
        ReceivedItem item;
        try (RawSender sender = new RawSender(socket)) {
            item = afterHello(sender, true);
        }
        assertThatThrownBy(item::acceptSocketChannel).isInstanceOf(HandoffException.class);
    }

    private ReceivedItem afterHello(RawSender sender, boolean abandon) throws Exception {
        Lifeline pipe = Lifeline.open();
        sender.send(message(7, 1, new byte[0]), pipe.readEnd());
        int stream = Linux.socket(1, 1, 0);
        sender.send(message(2, 1, plain(1)), stream);
        Linux.close(stream);
        if (abandon) {
            pipe.abandon();
        }
        pipe.close();
        return point.take();
    }

    @Test
    @DisplayName("that withdraws an item gets it back, unless it was accepted")
    void withdraws() throws Exception {
        try (RawSender sender = new RawSender(socket);
                SocketChannel accepted = connected(sender)) {
            int stream = Linux.socket(1, 1, 0);
            sender.send(message(2, 1, plain(78)), stream);
            Linux.close(stream);
            ReceivedItem item = point.take();
            sender.send(message(6, 3, both(both(id(77, 0), id(78, 0)), id(79, 0))));
            ByteBuffer answer = sender.receive();
            assertThat(answer.getLong(16)).isEqualTo(78);
            assertThat(reason(answer)).isEqualTo("withdrawn");
            assertThatThrownBy(item::acceptSocketChannel).isInstanceOf(HandoffException.class);
            assertThat(accepted.isOpen()).isTrue();
        }
    }
}
