package dev.baton.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the examples in Python and in C make of a peer that does not keep to the wire format. */
@NullUnmarked // JUnit fills the fields.
final class InteropFaultTest {
    private static final int WELCOME = 1;
    private static final int ITEMS = 2;
    private static final int PART = 3;
    private static final int ACK = 4;
    private static final int REFUSE = 5;
    private static final int HELLO = 7;

    @TempDir private static Path programs;
    @TempDir private Path folder;

    private static byte[] message(int type, int size, UnaryOperator<ByteBuffer> body) {
        ByteBuffer bytes = ByteBuffer.allocate(16 + size).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put("BTNH".getBytes(UTF_8)).putShort((short) 1).putShort((short) type);
        return body.apply(bytes.putInt(16 + size).putInt(1)).array();
    }

    private static int type(byte[] message) {
        return message.length < 8 ? 0 : message[6];
    }

    /** An item of three bytes that is right, but for one byte. */
    enum Wrong {
        MAGIC(0, 'X'),
        VERSION(4, 2),
        TYPE(6, PART),
        LENGTH(8, 42),
        COUNT(12, 2),
        ID(16, 0),
        READ_AHEAD_TOO_LONG(27, 2),
        MORE_HERE_THAN_THERE_IS(28, 2),
        LESS_HERE_THAN_CAME(32, 2),
        KIND_TOO_LONG(37, 1);

        private final int at;
        private final int value;

        Wrong(int at, int value) {
            this.at = at;
            this.value = value;
        }

        byte[] item() {
            byte[] item =
                    message(
                            ITEMS,
                            25,
                            body ->
                                    body.putLong(1)
                                            .putInt(0)
                                            .putInt(3)
                                            .putInt(3)
                                            .putShort((short) 0));
            item[at] = (byte) value;
            return item;
        }
    }

    @ParameterizedTest
    @EnumSource
    void pythonSendsAWrongItemBack(Wrong wrong) {
        try (Example python =
                OtherLanguages.python(folder, "handoff_receiver.py", point().toString())) {
            sendsBack(python, wrong.item(), 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void cSendsAWrongItemBack(Wrong wrong) {
        try (Example c = compiled(point(), folder.resolve("to"))) {
            sendsBack(c, wrong.item(), 1);
        }
    }

    @Test
    void pythonSendsAnItemWithoutASocketBack() {
        try (Example python =
                OtherLanguages.python(folder, "handoff_receiver.py", point().toString())) {
            sendsBack(python, right(), 0);
        }
    }

    @Test
    void cSendsAnItemWithoutASocketBack() {
        try (Example c = compiled(point(), folder.resolve("to"))) {
            sendsBack(c, right(), 0);
        }
    }

    private static byte[] right() {
        byte[] item = Wrong.ID.item();
        item[16] = 1;
        return item;
    }

    private void sendsBack(Example receiver, byte[] item, int descriptors) {
        try (RawLine line = RawLine.toReceiver(point())) {
            assertThat(type(line.receive())).isEqualTo(WELCOME);
            line.send(item, descriptors);
            byte[] answer = line.receive();
            assertThat(type(answer)).isEqualTo(REFUSE);
            assertThat(Arrays.copyOfRange(answer, 16, 24)).containsOnly(0);
            assertThat(line.receive()).as("after the refusal").isEmpty();
        }
        assertThat(receiver.ends().exitValue()).isEqualTo(1);
    }

    @Test
    void pythonReadsOnAfterARefusalOfTheConnection() throws IOException {
        try (RawLine receiver = RawLine.receiver(point());
                ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Example python = givingTo(listener)) {
            refuseTheConnection(receiver, true);
            assertThat(python.ends().exitValue()).isZero();
        }
    }

    @Test
    void pythonKeepsWhatARefusedConnectionLeavesOpen() throws IOException {
        try (RawLine receiver = RawLine.receiver(point());
                ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Example python = givingTo(listener)) {
            refuseTheConnection(receiver, false);
            assertKept(python);
        }
    }

    private Example givingTo(ServerSocket listener) {
        String port = "" + listener.getLocalPort();
        return OtherLanguages.python(folder, "handoff.py", point().toString(), port);
    }

    @Test
    void cReadsOnAfterARefusalOfTheConnection() throws IOException {
        Path from = folder.resolve("from");
        try (RawLine receiver = RawLine.receiver(point());
                Example c = compiled(from, point());
                RawLine sender = RawLine.toReceiver(from)) {
            sender.send(right(), 1);
            refuseTheConnection(receiver, true);
            assertThat(c.ends().exitValue()).isZero();
        }
    }

    @Test
    void cKeepsWhatARefusedConnectionLeavesOpen() throws IOException {
        Path from = folder.resolve("from");
        try (RawLine receiver = RawLine.receiver(point());
                Example c = compiled(from, point());
                RawLine sender = RawLine.toReceiver(from)) {
            sender.send(right(), 1);
            refuseTheConnection(receiver, false);
            assertKept(c);
        }
    }

    /** Refuses the connection instead of the item; and acknowledges that, as another thread may. */
    private static void refuseTheConnection(RawLine receiver, boolean acknowledge) {
        try (RawLine line = receiver.accept()) {
            assertThat(type(line.receive())).isEqualTo(HELLO);
            line.send(
                    message(WELCOME, 16, body -> body.putInt(1).putLong(1 << 20).putInt(1 << 20)),
                    0);
            assertThat(type(line.receive())).isEqualTo(ITEMS);
            line.send(
                    message(
                            REFUSE,
                            14,
                            body ->
                                    body.putLong(0)
                                            .putShort((short) 4)
                                            .put("over".getBytes(UTF_8))),
                    0);
            if (acknowledge) {
                line.send(message(ACK, 8, body -> body.putLong(1)), 0);
            }
        }
    }

    private static void assertKept(Example sender) {
        Example.Ended ended = sender.ends();
        assertThat(ended.exitValue()).isEqualTo(1);
        assertThat(ended.errors()).startsWith("refused: over");
    }

    private Path point() {
        return folder.resolve("point");
    }

    private Example compiled(Path from, Path to) {
        Path program = OtherLanguages.compile(programs, "handoff.c");
        return Example.program(folder, program.toString(), from.toString(), to.toString());
    }
}
