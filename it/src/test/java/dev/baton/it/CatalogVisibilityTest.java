package dev.baton.it;

import static dev.baton.winsock.Constants.AF_INET;
import static dev.baton.winsock.Constants.SOCK_STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Here;
import dev.baton.testkit.Holder;
import dev.baton.testkit.NoLeaks;
import dev.baton.testkit.Sockets;
import dev.baton.testkit.layer.RecordingFactory;
import dev.baton.testkit.layer.TestCatalog;
import dev.baton.winsock.Constants;
import dev.baton.winsock.ProviderCatalog;
import dev.baton.winsock.Winsock;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.ProtocolInfo;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** When a change of the catalog is seen: at the next start from zero, and then at once. */
@ExtendWith(NoLeaks.class)
@NullUnmarked // JUnit fills the fields.
final class CatalogVisibilityTest {
    private static final RecordingFactory FIRST = new RecordingFactory.First();

    private TestCatalog catalog;

    @BeforeEach
    void start() {
        catalog = new TestCatalog();
        Sockets.startup();
    }

    @AfterEach
    void stop() {
        Sockets.cleanupAll();
        catalog.close();
    }

    /** How many entries the socket that an application gets stands on: 1 for the base alone. */
    private static int chainLength() {
        Holder s = Here.HERE.holder(Winsock.socket(AF_INET, SOCK_STREAM, 0));
        byte[] info =
                s.getOption(Constants.SOL_SOCKET, Constants.SO_PROTOCOL_INFOW, 628)
                        .succeeds()
                        .data();
        s.close();
        return ProtocolInfo.ofBytes(info).ProtocolChain().ChainLen();
    }

    private static void restart() {
        Sockets.cleanupAll();
        Sockets.startup();
    }

    @Test
    @DisplayName("A261 what is installed is seen by the next start from zero, not by a further one")
    void seesAnInstallationAtTheNextStart() {
        assertThat(chainLength()).isEqualTo(1);
        catalog.install(FIRST);
        assertThat(chainLength()).isEqualTo(1);
        Sockets.startup();
        assertThat(Winsock.WSACleanup()).isZero();
        assertThat(chainLength()).isEqualTo(1);
        restart();
        assertThat(chainLength()).isEqualTo(2);
    }

    @Test
    @DisplayName("A260 A261 what is removed works on in running programs, and is gone for new ones")
    void keepsWhatIsRemovedUntilTheEnd() {
        catalog.install(FIRST);
        restart();
        MemorySegment id = MemorySegment.ofArray(FIRST.providerId().toBytes());
        MemorySegment lpErrno = MemorySegment.ofArray(new int[1]);
        assertThat(Winsock.WSCDeinstallProvider(id, lpErrno)).isZero();
        assertThat(chainLength()).isEqualTo(2);
        restart();
        assertThat(chainLength()).isEqualTo(1);
        assertThat(Winsock.WSCDeinstallProvider(id, lpErrno)).isEqualTo(-1);
        assertThat(Memory.int32(lpErrno, 0)).isEqualTo(Constants.WSAEINVAL);
    }

    @Test
    @DisplayName("A258 A261 after a change of the order a socket is made by the first match in it")
    void followsTheOrder() {
        catalog.install(FIRST);
        restart();
        assertThat(chainLength()).isEqualTo(2);
        List<Integer> ids = new ArrayList<>();
        try (ProviderCatalog read = ProviderCatalog.read()) {
            read.entries().forEach(each -> ids.add(each.info().dwCatalogEntryId()));
        }
        Collections.reverse(ids);
        MemorySegment order = MemorySegment.ofArray(ids.stream().mapToInt(i -> i).toArray());
        assertThat(Winsock.WSCWriteProviderOrder(order, ids.size())).isZero();
        assertThat(chainLength()).isEqualTo(2);
        restart();
        assertThat(chainLength()).isEqualTo(1);
    }

    @Test
    @DisplayName("A damaged catalog: the base protocols work, the log says what to do")
    void worksOnWithADamagedCatalog() throws IOException {
        catalog.install(FIRST);
        Files.writeString(catalog.folder().resolve("catalog"), "nonsense");
        restart();
        assertThat(chainLength()).isEqualTo(1);
        try (ProviderCatalog read = ProviderCatalog.read()) {
            assertThat(read.problem()).isPresent();
            assertThat(read.entries()).isNotEmpty();
        }
    }
}
