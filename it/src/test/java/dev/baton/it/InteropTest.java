package dev.baton.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.channels.Handoff;
import dev.baton.channels.HandoffItem;
import dev.baton.channels.HandoffPlace;
import dev.baton.channels.HandoffPoint;
import dev.baton.channels.ReceivedItem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hand-overs to programs in other languages and from them: the examples in Python and in C. */
@Tag("channels")
@NullUnmarked // JUnit fills the fields.
final class InteropTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir private static Path programs;
    @TempDir private Path folder;

    private HandoffPlace to;
    private HandoffPlace from;
    private ServerSocketChannel listener;
    private SocketChannel client;

    @BeforeEach
    void connect() throws IOException {
        to = HandoffPlace.at(folder.resolve("to"));
        from = HandoffPlace.at(folder.resolve("from"));
        listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        client = SocketChannel.open(listener.getLocalAddress());
        client.socket().setSoTimeout((int) LIMIT.toMillis());
    }

    @AfterEach
    void disconnect() throws IOException {
        client.close();
        listener.close();
    }

    private static byte[] context(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private void handOver(byte[] context) throws Exception {
        HandoffItem item =
                HandoffItem.of(listener.accept())
                        .withKind("sitzung-ä")
                        .withReadAhead("ahead\n".getBytes(UTF_8))
                        .withContext(context);
        try (Handoff handoff = Handoff.to(to)) {
            assertThat(handoff.awaitReceiver(LIMIT)).as("it receives").isTrue();
            handoff.sendAsync(item).toCompletableFuture().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static ReceivedItem next(HandoffPoint point) throws Exception {
        return point.poll(LIMIT).orElseThrow(() -> new AssertionError("nothing has come"));
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] all = new byte[buffer.remaining()];
        buffer.get(all);
        return all;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 200_000})
    void pythonTakes(int size) throws Exception {
        try (Example python =
                OtherLanguages.python(folder, "handoff_receiver.py", to.folder().toString())) {
            handOver(context(size));
            var expected = new ByteArrayOutputStream();
            expected.writeBytes("python sitzung-ä\nahead\n".getBytes(UTF_8));
            expected.writeBytes(context(size));
            assertThat(client.socket().getInputStream().readAllBytes())
                    .isEqualTo(expected.toByteArray());
            python.succeeds();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 200_000})
    void pythonGives(int size) throws Exception {
        Path input = Files.write(folder.resolve("context"), context(size));
        try (HandoffPoint point = HandoffPoint.open(from);
                Example python = pythonGiving(input)) {
            ReceivedItem item = next(point);
            assertThat(item.kind()).isEqualTo("from python");
            assertThat(bytes(item.readAhead())).asString().isEqualTo("ahead\n");
            assertThat(bytes(item.context())).isEqualTo(context(size));
            try (SocketChannel accepted = item.acceptSocketChannel();
                    SocketChannel peer = pythonsConnection()) {
                python.succeeds();
                accepted.write(ByteBuffer.wrap("here".getBytes(UTF_8)));
                accepted.shutdownOutput();
                assertThat(peer.socket().getInputStream().readAllBytes())
                        .asString()
                        .isEqualTo("here");
            }
        }
    }

    @Test
    void pythonLearnsWhyItWasRefused() throws Exception {
        Path input = Files.createFile(folder.resolve("context"));
        try (HandoffPoint point = HandoffPoint.open(from);
                Example python = pythonGiving(input)) {
            next(point).refuse("no room todäy");
            assertWasRefused(python);
        }
    }

    private Example pythonGiving(Path input) {
        String port = "" + listener.socket().getLocalPort();
        return OtherLanguages.python(folder, input, "handoff.py", from.folder().toString(), port);
    }

    // The first connection that waits is the one of this process.
    private SocketChannel pythonsConnection() throws IOException {
        listener.accept().close();
        SocketChannel second = listener.accept();
        second.socket().setSoTimeout((int) LIMIT.toMillis());
        return second;
    }

    private static void assertWasRefused(Example giver) {
        Example.Ended ended = giver.ends();
        assertThat(ended.errors()).isEqualTo("refused: no room todäy");
        assertThat(ended.exitValue()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 200_000})
    void cTakesAndGives(int size) throws Exception {
        try (Example c = compiled();
                HandoffPoint point = HandoffPoint.open(from)) {
            handOver(context(size));
            ReceivedItem item = next(point);
            assertThat(item.kind()).isEqualTo("sitzung-ä");
            assertThat(bytes(item.readAhead())).asString().isEqualTo("ahead\n");
            assertThat(bytes(item.context())).isEqualTo(context(size));
            try (SocketChannel accepted = item.acceptSocketChannel()) {
                String took = "took \"sitzung-ä\" and " + (6 + size) + " bytes\n";
                assertThat(c.succeeds()).isEqualTo(took + "given\n");
                accepted.write(ByteBuffer.wrap("here".getBytes(UTF_8)));
            }
            assertThat(client.socket().getInputStream().readAllBytes())
                    .asString()
                    .isEqualTo("a line from C\nhere");
        }
    }

    @Test
    void cLearnsWhyItWasRefused() throws Exception {
        try (Example c = compiled();
                HandoffPoint point = HandoffPoint.open(from)) {
            handOver(context(0));
            next(point).refuse("no room todäy");
            assertWasRefused(c);
        }
    }

    private Example compiled() {
        Path program = OtherLanguages.compile(programs, "handoff.c");
        String source = to.folder().toString();
        return Example.program(folder, program.toString(), source, from.folder().toString());
    }
}
