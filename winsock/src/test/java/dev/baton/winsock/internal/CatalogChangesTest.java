package dev.baton.winsock.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.winsock.Constants;
import dev.baton.winsock.Winsock;
import dev.baton.winsock.struct.Guid;
import dev.baton.winsock.struct.Memory;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes of the catalog under a running Winsock. */
class CatalogChangesTest extends WithFakes {
    private static final String PROPERTY = "dev.baton.catalog";

    @TempDir private Path folder;
    private String former = "";

    @BeforeEach
    void useOwnCatalog() {
        former = System.getProperty(PROPERTY, "");
        System.setProperty(PROPERTY, folder.toString());
    }

    @AfterEach
    void useFormerCatalog() {
        System.setProperty(PROPERTY, former);
    }

    private static int lengthOfList() {
        MemorySegment length = MemorySegment.ofArray(new int[1]);
        assertFailed(
                Winsock.WSAEnumProtocolsW(MemorySegment.NULL, MemorySegment.NULL, length),
                Constants.WSAENOBUFS);
        return Memory.int32(length, 0);
    }

    private static MemorySegment wide(String text) {
        return MemorySegment.ofArray((text + "\0").getBytes(StandardCharsets.UTF_16LE));
    }

    @Test
    @DisplayName("A261 a running Winsock does not see a change, and its sockets go on")
    void hidesChangesFromTheRunning() {
        long s = openOrFail(FakeProviders.IFS_TCP);
        int before = lengthOfList();
        MemorySegment layer = MemorySegment.ofArray(new Guid(1, (short) 0, (short) 0, 2).toBytes());
        MemorySegment lpErrno = MemorySegment.ofArray(new int[1]);
        Winsock.WSASetLastError(4711);
        assertThat(
                        Winsock.WSCInstallProviderAndChains(
                                layer,
                                wide(FakeProviders.Plain.class.getName()),
                                wide("Layer"),
                                0,
                                MemorySegment.NULL,
                                0,
                                MemorySegment.NULL,
                                lpErrno))
                .isZero();
        assertThat(Winsock.WSAGetLastError()).as("left alone").isEqualTo(4711);
        assertThat(lengthOfList()).isEqualTo(before);
        assertThat(Winsock.listen(s, 5)).isZero();
        assertThat(Winsock.WSCDeinstallProvider(layer, lpErrno)).isZero();
        assertThat(Winsock.closesocket(s)).isZero();
    }
}
