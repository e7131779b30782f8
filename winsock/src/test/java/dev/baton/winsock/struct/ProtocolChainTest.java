package dev.baton.winsock.struct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProtocolChainTest {
    @Test
    void listsCatalogIdsFromAbove() {
        ProtocolChain chain = ProtocolChain.of(1041, 1042, 1001);
        assertThat(chain.ChainLen()).isEqualTo(3);
        assertThat(chain.catalogIds()).containsExactly(1041, 1042, 1001);
        assertThat(chain.isChain()).isTrue();
        assertThat(chain.isBase() || chain.isLayer()).isFalse();
    }

    @Test
    void holdsSevenEntries() {
        ProtocolChain chain = ProtocolChain.of(1, 2, 3, 4, 5, 6, 7);
        for (int i = 0; i < 7; i++) {
            assertThat(chain.entry(i)).isEqualTo(i + 1);
        }
        assertThatThrownBy(() -> chain.entry(7)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> chain.entry(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void isAValue() {
        assertThat(ProtocolChain.of(1, 2)).isEqualTo(ProtocolChain.of(1, 2));
        assertThat(ProtocolChain.of(1, 2)).isNotEqualTo(ProtocolChain.of(2, 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8})
    void refusesOtherLengthsOfChain(int length) {
        assertThatThrownBy(() -> ProtocolChain.of(new int[length]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(length + " entries");
    }

    @Test
    void tellsBaseFromLayer() {
        assertThat(ProtocolChain.BASE.isBase()).isTrue();
        assertThat(ProtocolChain.BASE.isLayer()).isFalse();
        assertThat(ProtocolChain.LAYERED.isLayer()).isTrue();
        assertThat(ProtocolChain.LAYERED.isBase()).isFalse();
        assertThat(ProtocolChain.BASE.isChain() || ProtocolChain.LAYERED.isChain()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 8, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void takesOtherLengthsForNothing(int length) {
        var chain = new ProtocolChain(length, 1, 2, 3, 4, 5, 6, 7);
        assertThat(chain.isBase() || chain.isLayer() || chain.isChain()).isFalse();
        assertThat(chain.catalogIds()).isEmpty();
    }
}
