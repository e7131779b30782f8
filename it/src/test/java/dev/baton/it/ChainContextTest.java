package dev.baton.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.testkit.layer.TestChain;
import dev.baton.winsock.Constants;
import dev.baton.winsock.spi.LayerFactory;
import dev.baton.winsock.spi.LayeredProvider;
import dev.baton.winsock.struct.Guid;
import dev.baton.winsock.struct.ProtocolInfo;
import dev.baton.winsock.struct.ProtocolInfoLayout;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What layers keep of a socket, on its way from one process to another. */
final class ChainContextTest {
    private static final MemorySegment NULL = MemorySegment.NULL;

    private final Notes above = new Notes("above");
    private final Notes below = new Notes("below");

    private TestChain chain() {
        return TestChain.overTcp(new Factory(above, 1), new Factory(below, 2));
    }

    private static MemorySegment duplicate(TestChain chain, long s) {
        MemorySegment info = MemorySegment.ofArray(new byte[Constants.SIZEOF_WSAPROTOCOL_INFOW]);
        assertThat(chain.top().WSPDuplicateSocket(s, 4711, info, chain.lpErrno())).isZero();
        return info;
    }

    @Test
    @DisplayName("Each layer gets back what it said of the socket, also through the ANSI form")
    void givesEachLayerItsOwn() {
        try (TestChain chain = chain()) {
            MemorySegment info = duplicate(chain, chain.socket());
            ProtocolInfo narrowed = ProtocolInfo.ofBytes(ProtocolInfoLayout.readW(info).toBytesA());
            assertThat(above.opened).containsExactly("");
            chain.socket(info);
            chain.socket(MemorySegment.ofArray(narrowed.toBytesW()));
        }
        assertThat(above.opened).containsExactly("", "above 1", "above 1");
        assertThat(below.opened).containsExactly("", "below 1", "below 1");
    }

    @Test
    @DisplayName("What a layer does not accept: WSAEINVAL, and the duplicate is not claimed")
    void refusesAForeignContext() {
        try (TestChain chain = chain()) {
            MemorySegment info = duplicate(chain, chain.socket());
            int claims = chain.base().calls("WSPSocket").size();
            for (Notes layer : List.of(above, below)) {
                layer.accepts = false;
                assertThat(chain.socket(info)).isEqualTo(Constants.INVALID_SOCKET);
                assertThat(chain.error()).isEqualTo(Constants.WSAEINVAL);
                layer.accepts = true;
            }
            assertThat(chain.base().calls("WSPSocket")).hasSize(claims);
            assertThat(chain.socket(info)).isNotEqualTo(Constants.INVALID_SOCKET);
        }
    }

    @Test
    @DisplayName("An accepted connection has the context of its listener")
    void inheritsTheContextOfTheListener() {
        try (TestChain chain = chain()) {
            long listener = chain.socket();
            chain.top().WSPAccept(listener, NULL, NULL, null, 0, chain.lpErrno());
        }
        assertThat(above.opened).containsExactly("", "above 1");
        assertThat(below.opened).containsExactly("", "below 1");
    }

    @Test
    @DisplayName("A layer that throws at a new socket: the descriptor beneath is closed")
    void closesWhatALayerThrowsAt() {
        try (TestChain chain = chain()) {
            above.throwing = true;
            assertThatThrownBy(chain::socket).hasMessage("on purpose");
            assertThat(chain.base().calls("WSPCloseSocket")).hasSize(1);
        }
    }

    /** What a layer remembers and how it behaves. */
    private static final class Notes {
        final String name;
        final List<String> opened = new ArrayList<>();
        boolean accepts = true;
        boolean throwing;

        Notes(String name) {
            this.name = name;
        }
    }

    private static final class Factory extends LayerFactory {
        Factory(Notes notes, int number) {
            super(
                    notes.name,
                    "remembers contexts",
                    new Guid(number, (short) 0, (short) 0, 0),
                    () -> new Remembering(notes));
        }
    }

    /** Says of a socket its own name and how many sockets there were. */
    private static final class Remembering extends LayeredProvider {
        private final Notes notes;

        Remembering(Notes notes) {
            this.notes = notes;
        }

        @Override
        protected void socketOpened(long s, byte[] context) {
            if (notes.throwing) {
                throw new IllegalArgumentException("on purpose");
            }
            notes.opened.add(new String(context, StandardCharsets.UTF_8));
        }

        @Override
        protected byte[] socketContext(long s) {
            String text = notes.name + " " + notes.opened.size();
            return text.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        protected boolean acceptsContext(byte[] context) {
            return notes.accepts;
        }
    }
}
