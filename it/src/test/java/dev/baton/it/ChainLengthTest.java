package dev.baton.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.layer.TestCatalog;
import dev.baton.winsock.Constants;
import dev.baton.winsock.ProviderCatalog;
import dev.baton.winsock.spi.LayerFactory;
import dev.baton.winsock.spi.LayeredProvider;
import dev.baton.winsock.struct.Guid;
import dev.baton.winsock.struct.ProtocolInfo;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How many layers a chain takes. */
final class ChainLengthTest {
    private static final int MOST = 7;

    @Test
    @DisplayName("A254 a chain has seven parts at most: WSANO_RECOVERY, and nothing is installed")
    void refusesAnEighthPart() {
        try (TestCatalog catalog = new TestCatalog()) {
            for (int i = 1; i < MOST; i++) {
                catalog.install(ChainLengthTest::isTcp, new Layer(i));
                assertThat(tcp().ProtocolChain().ChainLen()).isEqualTo(i + 1);
            }
            int error = ProviderCatalog.install(new Layer(MOST), List.of(tcp()));
            assertThat(error).isEqualTo(Constants.WSANO_RECOVERY);
            assertThat(tcp().ProtocolChain().ChainLen()).isEqualTo(MOST);
        }
    }

    private static boolean isTcp(ProtocolInfo entry) {
        return entry.iProtocol() == Constants.IPPROTO_TCP
                && entry.iAddressFamily() == Constants.AF_INET;
    }

    /** What a program gets that asks for TCP. */
    private static ProtocolInfo tcp() {
        try (ProviderCatalog catalog = ProviderCatalog.read()) {
            return catalog.entries().stream()
                    .map(ProviderCatalog.Entry::info)
                    .filter(ChainLengthTest::isTcp)
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** One of many. */
    private static final class Layer extends LayerFactory {
        Layer(int number) {
            super("layer" + number, "does nothing", guid(number), Nothing::new);
        }

        private static Guid guid(int number) {
            return new Guid(0x4C656E67, (short) number, (short) 0, 0);
        }
    }

    private static final class Nothing extends LayeredProvider {}
}
