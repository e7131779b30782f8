package dev.baton.winsock.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.winsock.Constants;
import dev.baton.winsock.Winsock;
import dev.baton.winsock.struct.ProtocolInfoLayout;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Winsock started over the fake providers. */
abstract class WithFakes {
    static final int LIMIT_OF_STARTS = 10;

    @BeforeEach
    final void start() {
        FakeProviders.reset();
        assertThat(startup()).isZero();
        Winsock.WSASetLastError(0);
    }

    @AfterEach
    final void stop() {
        for (int i = 0; Winsock.WSACleanup() == 0; i++) {
            assertThat(i).isLessThan(LIMIT_OF_STARTS);
        }
    }

    static int startup() {
        return Winsock.WSAStartup(
                0x0202, MemorySegment.ofArray(new byte[Constants.SIZEOF_WSADATA]));
    }

    /** A socket by the structure of an entry. */
    static long open(int id) {
        return Winsock.WSASocketW(-1, -1, -1, FakeProviders.infoW(id), 0, 0);
    }

    static long openOrFail(int id) {
        long s = open(id);
        assertThat(s).isNotEqualTo(Constants.INVALID_SOCKET);
        return s;
    }

    static MemorySegment room(int size) {
        return MemorySegment.ofArray(new byte[size]);
    }

    static int duplicate(long s) {
        return Winsock.WSADuplicateSocketW(s, 1, room(ProtocolInfoLayout.SIZEOF_W));
    }

    static void assertFailed(long result, int error) {
        assertThat(result).isEqualTo(Constants.SOCKET_ERROR);
        assertThat(Winsock.WSAGetLastError()).isEqualTo(error);
    }
}
