package dev.baton.it;

import static dev.baton.testkit.layer.TestChain.CHAIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.layer.FakeBase;
import dev.baton.testkit.layer.RecordingFactory;
import dev.baton.testkit.layer.TestChain;
import dev.baton.winsock.Constants;
import dev.baton.winsock.spi.LayerFactory;
import dev.baton.winsock.spi.LayeredProvider;
import dev.baton.winsock.struct.Guid;
import dev.baton.winsock.struct.ProtocolInfo;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A layer as the client of the {@code WSPDuplicateSocket} beneath it. */
final class ChainDuplicateTest {
    private static final int SIZE = Constants.SIZEOF_WSAPROTOCOL_INFOW;
    private static final int PID = 4711;

    /** The errors that the page of the specification lists, and one that it doesn't. */
    private static final int[] ERRORS = {
        Constants.WSAENETDOWN,
        Constants.WSAEINVAL,
        Constants.WSAEINPROGRESS,
        Constants.WSAEMFILE,
        Constants.WSAENOBUFS,
        Constants.WSAENOTSOCK,
        Constants.WSAEACCES
    };

    /** From the uppermost layer down. */
    static Stream<List<LayerFactory>> chains() {
        return Stream.of(
                List.of(new RecordingFactory.First()),
                List.of(new RecordingFactory.OwnHandles()),
                List.of(new RecordingFactory.Second(), new RecordingFactory.First()),
                List.of(new RecordingFactory.OwnHandles(), new RecordingFactory.First()));
    }

    static Stream<Arguments> chainsAndErrors() {
        return chains().flatMap(chain ->
                IntStream.of(ERRORS).mapToObj(error -> Arguments.of(chain, error)));
    }

    private static TestChain chain(List<LayerFactory> layers) {
        return TestChain.overTcp(layers.toArray(LayerFactory[]::new));
    }

    private static MemorySegment structure() {
        return MemorySegment.ofArray(new byte[SIZE]).fill((byte) 0x5a);
    }

    @ParameterizedTest
    @MethodSource("chainsAndErrors")
    @DisplayName("A034 an error of the provider beneath passes unchanged, and nothing is written")
    void passesErrorsUnchanged(List<LayerFactory> layers, int error) {
        try (TestChain chain = chain(layers)) {
            long s = chain.socket();
            chain.base().answers("WSPDuplicateSocket", call -> call.fail(error));
            MemorySegment info = structure();
            assertThat(chain.top().WSPDuplicateSocket(s, PID, info, chain.lpErrno()))
                    .isEqualTo(Constants.SOCKET_ERROR);
            assertThat(chain.error()).isEqualTo(error);
            assertThat(info.mismatch(structure())).as("first byte written").isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @MethodSource("chainsAndErrors")
    @DisplayName("A034 an error of the opening beneath passes unchanged, and nothing is registered")
    void passesErrorsOfOpeningUnchanged(List<LayerFactory> layers, int error) {
        try (TestChain chain = chain(layers)) {
            chain.base().answers("WSPSocket", call -> call.fail(error));
            ProtocolInfo ticket = chain.entry(CHAIN).orElseThrow().withProviderReserved(7);
            long s = chain.socket(MemorySegment.ofArray(ticket.toBytesW()));
            assertThat(s).isEqualTo(Constants.INVALID_SOCKET);
            assertThat(chain.error()).isEqualTo(error);
            assertThat(chain.upcalls()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("chains")
    @DisplayName("A249 the provider beneath duplicates once, its own descriptor for the process")
    void asksTheProviderBeneathOnce(List<LayerFactory> layers) {
        try (TestChain chain = chain(layers)) {
            long s = chain.socket();
            MemorySegment info = structure();
            assertThat(chain.top().WSPListen(s, 1, chain.lpErrno())).isZero();
            assertThat(chain.top().WSPDuplicateSocket(s, PID, info, chain.lpErrno())).isZero();
            // Whatever the layers made of the base provider's descriptor, it gets its own.
            long lower = chain.base().calls("WSPListen").getFirst().value(0);
            List<FakeBase.Call> calls = chain.base().calls("WSPDuplicateSocket");
            assertThat(calls).hasSize(1);
            assertThat(calls.getFirst().value(0)).isEqualTo(lower);
            assertThat(calls.getFirst().value(1)).isEqualTo(PID);
        }
    }

    @Test
    @DisplayName("A context that does not fit: WSAENOBUFS, and nothing is delivered")
    void refusesAContextThatDoesNotFit() {
        try (TestChain chain = TestChain.overTcp(new Talkative.Factory())) {
            long s = chain.socket();
            MemorySegment info = structure();
            assertThat(chain.top().WSPDuplicateSocket(s, PID, info, chain.lpErrno()))
                    .isEqualTo(Constants.SOCKET_ERROR);
            assertThat(chain.error()).isEqualTo(Constants.WSAENOBUFS);
            assertThat(chain.base().calls("WSPDuplicateSocket")).isEmpty();
        }
    }

    /** Says more than fits. */
    private static final class Talkative extends LayeredProvider {
        @Override
        protected byte[] socketContext(long s) {
            return new byte[contextRoom() + 1];
        }

        private static final class Factory extends LayerFactory {
            Factory() {
                super("talkative", "says too much", Guid.ZERO, Talkative::new);
            }
        }
    }
}
