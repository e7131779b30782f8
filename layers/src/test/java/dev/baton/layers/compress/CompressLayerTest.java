package dev.baton.layers.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.layers.AlteredContext;
import dev.baton.testkit.Seeds;
import dev.baton.testkit.layer.LayerOptions;
import dev.baton.testkit.layer.TestChain;
import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.ProtocolInfo;
import dev.baton.winsock.struct.ProtocolInfoLayout;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompressLayerTest {
    private static final MemorySegment NULL = MemorySegment.NULL;
    private static final byte[] TEXT = "hello ".repeat(50).getBytes(StandardCharsets.UTF_8);
    private static final byte[] ALIEN = "GET / HTTP/1.1".getBytes(StandardCharsets.UTF_8);

    private final LayerOptions options = LayerOptions.of("compress");
    private final TestChain chain = TestChain.overUdp(new CompressFactory());
    private final Wire wire = new Wire(chain.base());
    private final long s = chain.socket();
    private final MemorySegment lpBytes = MemorySegment.ofArray(new int[] {-1});
    private final MemorySegment lpFlags = MemorySegment.ofArray(new int[1]);

    @AfterEach
    void close() {
        options.close();
        chain.close();
    }

    private int send(MemorySegment... buffers) {
        return chain.top()
                .WSPSend(s, buffers, buffers.length, lpBytes, 0, NULL, null, NULL, chain.lpErrno());
    }

    private int receive(int flags, MemorySegment... buffers) {
        Memory.int32(lpFlags, 0, flags);
        return chain.top()
                .WSPRecv(
                        s,
                        buffers,
                        buffers.length,
                        lpBytes,
                        lpFlags,
                        NULL,
                        null,
                        NULL,
                        chain.lpErrno());
    }

    private static MemorySegment room(int size) {
        return MemorySegment.ofArray(new byte[size]);
    }

    private int bytes() {
        return Memory.int32(lpBytes, 0);
    }

    private long dropped() {
        return ((CompressLayer) chain.top()).incoming().dropped();
    }

    @Test
    void isLaidOverDatagramsOnly() {
        ProtocolInfo udp = ProtocolInfoLayout.readW(chain.info());
        CompressFactory factory = new CompressFactory();
        assertThat(factory.accepts(udp)).isTrue();
        assertThat(
                        factory.accepts(
                                udp.withAddressing(
                                        Constants.AF_INET,
                                        Constants.SOCK_STREAM,
                                        Constants.IPPROTO_TCP)))
                .isFalse();
        assertThat(factory.dwServiceFlags()).isZero();
    }

    @Test
    void carriesDatagramsOfSeveralBuffers() {
        Seeds.run(random -> {
            for (int i = 0; i < 200; i++) {
                byte[] content = new byte[random.nextInt(3000)];
                Arrays.fill(content, (byte) random.nextInt());
                int cut = random.nextInt(content.length + 1);
                MemorySegment all = MemorySegment.ofArray(content);
                assertThat(send(all.asSlice(0, cut), all.asSlice(cut))).isZero();
                assertThat(bytes()).isEqualTo(content.length);

                byte[] got = new byte[content.length + random.nextInt(10)];
                MemorySegment target = MemorySegment.ofArray(got);
                int split = random.nextInt(got.length + 1);
                assertThat(receive(0, target.asSlice(0, split), target.asSlice(split))).isZero();
                assertThat(bytes()).isEqualTo(content.length);
                assertThat(Memory.int32(lpFlags, 0)).isZero();
                assertThat(Arrays.copyOf(got, content.length)).isEqualTo(content);
            }
        });
        assertThat(dropped()).isZero();
    }

    @Test
    void deflatesOnTheWire() {
        send(MemorySegment.ofArray(TEXT));
        assertThat(wire.take()).hasSizeLessThan(TEXT.length / 4).startsWith(DatagramCodec.DEFLATED);
    }

    @Test
    void carriesAnEmptyDatagram() {
        assertThat(send(room(0))).isZero();
        assertThat(bytes()).isZero();
        assertThat(wire.waiting()).isOne();
        assertThat(receive(0, room(10))).isZero();
        assertThat(bytes()).isZero();
    }

    @Test
    void tellsATooSmallBufferAsTheTransportDoes() {
        send(MemorySegment.ofArray(TEXT));
        MemorySegment some = room(7);
        assertThat(receive(0, some.asSlice(0, 3), some.asSlice(3)))
                .isEqualTo(Constants.SOCKET_ERROR);
        assertThat(chain.error()).isEqualTo(Constants.WSAEMSGSIZE);
        assertThat(bytes()).isEqualTo(7);
        assertThat(Memory.int32(lpFlags, 0)).isEqualTo(Constants.MSG_PARTIAL);
        assertThat(Memory.bytes(some, 0, 7)).isEqualTo(Arrays.copyOf(TEXT, 7));
        assertThat(wire.waiting()).isZero();
    }

    @Test
    void peeks() {
        send(MemorySegment.ofArray(TEXT));
        MemorySegment target = room(1000);
        assertThat(receive(Constants.MSG_PEEK, target)).isZero();
        assertThat(bytes()).isEqualTo(TEXT.length);
        assertThat(receive(Constants.MSG_PEEK, room(7))).isEqualTo(Constants.SOCKET_ERROR);
        assertThat(wire.waiting()).isOne();
        assertThat(receive(0, target)).isZero();
        assertThat(bytes()).isEqualTo(TEXT.length);
    }

    @Test
    void tellsTheSenderAlsoBehindADroppedDatagram() {
        wire.put(ALIEN);
        chain.top()
                .WSPSendTo(
                        s,
                        new MemorySegment[] {MemorySegment.ofArray(TEXT)},
                        1,
                        lpBytes,
                        0,
                        Wire.SENDER.toSegment(),
                        Wire.SENDER.length(),
                        NULL,
                        null,
                        NULL,
                        chain.lpErrno());
        MemorySegment from = room(40);
        MemorySegment fromlen = MemorySegment.ofArray(new int[] {40});
        Memory.int32(lpFlags, 0, 0);
        int result =
                chain.top()
                        .WSPRecvFrom(
                                s,
                                new MemorySegment[] {room(1000)},
                                1,
                                lpBytes,
                                lpFlags,
                                from,
                                fromlen,
                                NULL,
                                null,
                                NULL,
                                chain.lpErrno());
        assertThat(result).isZero();
        assertThat(bytes()).isEqualTo(TEXT.length);
        assertThat(Memory.int32(fromlen, 0)).isEqualTo(Wire.SENDER.length());
        assertThat(Memory.bytes(from, 0, 16)).isEqualTo(Wire.SENDER.toBytes());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, Constants.MSG_PEEK})
    void dropsWhatDoesNotDecode(int flags) {
        wire.put(ALIEN);
        wire.put(new byte[0]);
        wire.put(new byte[DatagramCodec.LARGEST_ENCODED + 1]);
        send(MemorySegment.ofArray(TEXT));
        assertThat(receive(flags, room(1000))).isZero();
        assertThat(bytes()).isEqualTo(TEXT.length);
        assertThat(dropped()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, Constants.MSG_PEEK})
    void receivesNothingWhenNothingElseHasCome(int flags) {
        wire.put(ALIEN);
        assertThat(receive(flags, room(1000))).isEqualTo(Constants.SOCKET_ERROR);
        assertThat(chain.error()).isEqualTo(Constants.WSAEWOULDBLOCK);
        assertThat(wire.waiting()).isZero();
        assertThat(dropped()).isOne();
    }

    @Test
    void survivesNoise() {
        Seeds.run(random -> {
            for (int i = 0; i < 2000; i++) {
                byte[] noise = new byte[random.nextInt(100)];
                random.nextBytes(noise);
                if (noise.length > 0 && random.nextBoolean()) {
                    noise[0] = DatagramCodec.DEFLATED;
                }
                wire.put(noise);
            }
            while (wire.waiting() > 0) {
                receive(random.nextBoolean() ? 0 : Constants.MSG_PEEK, room(50));
            }
        });
    }

    @Test
    void limitsDatagramsByTheirContent() {
        MemorySegment value = MemorySegment.ofArray(new int[1]);
        chain.top()
                .WSPGetSockOpt(
                        s,
                        Constants.SOL_SOCKET,
                        Constants.SO_MAX_MSG_SIZE,
                        value,
                        MemorySegment.ofArray(new int[] {4}),
                        chain.lpErrno());
        int largest = Memory.int32(value, 0);
        assertThat(largest).isEqualTo(Wire.LARGEST - 1);
        assertThat(send(room(largest))).isZero();
        assertThat(bytes()).isEqualTo(largest);
        assertThat(send(room(largest + 1))).isEqualTo(Constants.SOCKET_ERROR);
        assertThat(chain.error()).isEqualTo(Constants.WSAEMSGSIZE);
        assertThat(wire.waiting()).isOne();
    }

    private int control(int code, MemorySegment out) {
        return chain.top()
                .WSPIoctl(
                        s,
                        code,
                        NULL,
                        0,
                        out,
                        (int) out.byteSize(),
                        lpBytes,
                        NULL,
                        null,
                        NULL,
                        chain.lpErrno());
    }

    @Test
    void countsContentInFionread() {
        MemorySegment out = MemorySegment.ofArray(new int[] {-1});
        assertThat(control(Constants.FIONREAD, out)).isZero();
        assertThat(Memory.int32(out, 0)).isZero();
        wire.put(ALIEN);
        send(MemorySegment.ofArray(TEXT));
        assertThat(control(Constants.FIONREAD, out)).isZero();
        assertThat(Memory.int32(out, 0)).isEqualTo(TEXT.length);
        assertThat(dropped()).isOne();
        assertThat(receive(0, room(1000))).isZero();
        wire.put(ALIEN);
        assertThat(control(Constants.FIONREAD, out)).isZero();
        assertThat(Memory.int32(out, 0)).isZero();
    }

    @Test
    void refusesWhatWouldPassBeside() {
        MemorySegment overlapped = room(32);
        MemorySegment[] one = {room(4)};
        assertThat(
                        chain.top()
                                .WSPSend(
                                        s,
                                        one,
                                        1,
                                        lpBytes,
                                        0,
                                        overlapped,
                                        null,
                                        NULL,
                                        chain.lpErrno()))
                .isEqualTo(Constants.SOCKET_ERROR);
        assertThat(chain.error()).isEqualTo(Constants.WSAEOPNOTSUPP);
        assertThat(control(Constants.SIO_GET_EXTENSION_FUNCTION_POINTER, room(8)))
                .isEqualTo(Constants.SOCKET_ERROR);
        assertThat(wire.waiting()).isZero();
    }

    @Test
    void leavesBadArgumentsToTheProviderBeneath() {
        chain.base().answers("WSPSend", call -> call.fail(Constants.WSAEFAULT));
        assertThat(send(NULL)).isEqualTo(Constants.SOCKET_ERROR);
        assertThat(chain.error()).isEqualTo(Constants.WSAEFAULT);
        chain.base().answers("WSPRecv", call -> call.fail(Constants.WSAEINVAL));
        assertThat(receive(0)).isEqualTo(Constants.SOCKET_ERROR);
        assertThat(chain.error()).isEqualTo(Constants.WSAEINVAL);
    }

    @Test
    void opensDuplicatesAndRefusesAlteredOnes() {
        MemorySegment info = room(ProtocolInfoLayout.SIZEOF_W);
        assertThat(chain.top().WSPDuplicateSocket(s, 1, info, chain.lpErrno())).isZero();
        long duplicate = chain.socket(info);
        assertThat(duplicate).isNotEqualTo(Constants.INVALID_SOCKET);
        AlteredContext.writeTo(info);
        assertThat(chain.socket(info)).isEqualTo(Constants.INVALID_SOCKET);
        assertThat(chain.error()).isEqualTo(Constants.WSAEINVAL);
    }

    @Test
    void takesTheLevelFromItsOption() {
        options.set("level", "0");
        try (TestChain stored = TestChain.overUdp(new CompressFactory())) {
            Wire there = new Wire(stored.base());
            MemorySegment[] one = {MemorySegment.ofArray(TEXT)};
            stored.top()
                    .WSPSend(
                            stored.socket(),
                            one,
                            1,
                            lpBytes,
                            0,
                            NULL,
                            null,
                            NULL,
                            stored.lpErrno());
            assertThat(there.take()).hasSize(TEXT.length + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "-1", "fast"})
    void refusesABadLevel(String level) {
        options.set("level", level);
        assertThatThrownBy(() -> TestChain.overUdp(new CompressFactory()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dev.baton.layers.compress.level")
                .hasMessageContaining('"' + level + '"')
                .hasMessageContaining("0 to 9");
    }
}
