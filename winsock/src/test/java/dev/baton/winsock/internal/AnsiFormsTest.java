package dev.baton.winsock.internal;

import static dev.baton.winsock.internal.FakeProviders.IFS;
import static dev.baton.winsock.internal.FakeProviders.IFS_TCP;
import static dev.baton.winsock.internal.FakeProviders.PLAIN;
import static dev.baton.winsock.internal.FakeProviders.PLAIN_UDP;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.winsock.Constants;
import dev.baton.winsock.Winsock;
import dev.baton.winsock.struct.ProtocolInfo;
import dev.baton.winsock.struct.ProtocolInfoLayout;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AnsiFormsTest extends WithFakes {
    private static final int HANDLE_OF_DUPLICATE = 0x5eed;

    @Test
    @DisplayName("5.4: WSASocketA gives the provider the wide structure, all else as passed")
    void widensStructureOfSocket() {
        ProtocolInfo info = FakeProviders.info(PLAIN_UDP);
        MemorySegment infoA = MemorySegment.ofArray(info.toBytesA());
        ProtocolInfoLayout.dwProviderReserved(infoA, HANDLE_OF_DUPLICATE);
        assertThat(Winsock.WSASocketA(0, -1, 99, infoA, 7, 1))
                .isNotEqualTo(Constants.INVALID_SOCKET);
        FakeProvider.Call call = PLAIN.calls("WSPSocket").getFirst();
        MemorySegment wide = room(ProtocolInfoLayout.SIZEOF_W);
        ProtocolInfoLayout.writeW(wide, info);
        ProtocolInfoLayout.dwProviderReserved(wide, HANDLE_OF_DUPLICATE);
        assertThat(call.memory(3).mismatch(wide)).isEqualTo(-1);
        assertThat(call.arguments().subList(0, 3)).containsExactly(0, -1, 99);
        assertThat(call.arguments().subList(4, 6)).containsExactly(7, 1);
    }

    @Test
    @DisplayName("5.4: WSASocketA without a structure searches by the triple, as the wide form")
    void searchesWithoutStructure() {
        assertThat(
                        Winsock.WSASocketA(
                                Constants.AF_INET,
                                Constants.SOCK_STREAM,
                                0,
                                MemorySegment.NULL,
                                0,
                                0))
                .isNotEqualTo(Constants.INVALID_SOCKET);
        assertThat(IFS.calls("WSPSocket")).hasSize(1);
    }

    @Test
    @DisplayName("A structure that is too short is WSAEFAULT in both forms of WSASocket")
    void refusesShortStructure() {
        assertFailed(
                Winsock.WSASocketA(0, 0, 0, room(ProtocolInfoLayout.SIZEOF_A - 1), 0, 0),
                Constants.WSAEFAULT);
        Winsock.WSASetLastError(0);
        assertFailed(
                Winsock.WSASocketW(0, 0, 0, room(ProtocolInfoLayout.SIZEOF_W - 1), 0, 0),
                Constants.WSAEFAULT);
        assertThat(IFS.calls("WSPSocket")).isEmpty();
    }

    @Test
    @DisplayName("5.4: WSADuplicateSocketA gives the provider wide room and narrows the answer")
    void narrowsStructureOfDuplicate() {
        long s = openOrFail(IFS_TCP);
        IFS.answers(
                "WSPDuplicateSocket",
                call -> {
                    ProtocolInfoLayout.writeW(call.memory(2), FakeProviders.info(IFS_TCP));
                    ProtocolInfoLayout.dwProviderReserved(call.memory(2), HANDLE_OF_DUPLICATE);
                    return 0;
                });
        MemorySegment infoA = room(ProtocolInfoLayout.SIZEOF_A + 8);
        infoA.fill((byte) 0x5a);
        assertThat(Winsock.WSADuplicateSocketA(s, 4711, infoA)).isZero();
        FakeProvider.Call call = IFS.calls("WSPDuplicateSocket").getFirst();
        assertThat(call.value(0)).isEqualTo(s);
        assertThat(call.number(1)).isEqualTo(4711);
        assertThat(call.memory(2).byteSize()).isEqualTo(ProtocolInfoLayout.SIZEOF_W);
        MemorySegment narrow = MemorySegment.ofArray(FakeProviders.info(IFS_TCP).toBytesA());
        ProtocolInfoLayout.dwProviderReserved(narrow, HANDLE_OF_DUPLICATE);
        assertThat(infoA.asSlice(0, ProtocolInfoLayout.SIZEOF_A).mismatch(narrow)).isEqualTo(-1);
        assertThat(infoA.asSlice(ProtocolInfoLayout.SIZEOF_A).toArray(JAVA_BYTE))
                .as("what stands behind the structure")
                .containsOnly(0x5a);
    }

    @Test
    @DisplayName("WSADuplicateSocketA leaves the structure alone if the provider fails")
    void leavesStructureAloneOnFailure() {
        long s = openOrFail(IFS_TCP);
        IFS.answers(
                "WSPDuplicateSocket",
                call -> {
                    call.memory(2).fill((byte) 1);
                    return call.fail(Constants.WSAENOBUFS);
                });
        MemorySegment infoA = room(ProtocolInfoLayout.SIZEOF_A);
        assertFailed(Winsock.WSADuplicateSocketA(s, 1, infoA), Constants.WSAENOBUFS);
        assertThat(infoA.toArray(JAVA_BYTE)).containsOnly(0);
    }

    @Test
    @DisplayName("WSADuplicateSocketA passes NULL down for unusable memory; the provider decides")
    void passesNullDownForUnusableMemory() {
        long s = openOrFail(IFS_TCP);
        MemorySegment readOnly = room(ProtocolInfoLayout.SIZEOF_A).asReadOnly();
        MemorySegment tooShort = room(ProtocolInfoLayout.SIZEOF_A - 1);
        IFS.fails("WSPDuplicateSocket", Constants.WSAEINVAL);
        for (MemorySegment unusable :
                new MemorySegment[] {MemorySegment.NULL, readOnly, tooShort}) {
            Winsock.WSASetLastError(0);
            assertFailed(Winsock.WSADuplicateSocketA(s, 1, unusable), Constants.WSAEINVAL);
        }
        assertThat(IFS.calls("WSPDuplicateSocket"))
                .hasSize(3)
                .allSatisfy(call -> assertThat(call.memory(2)).isEqualTo(MemorySegment.NULL));
    }

    @Test
    @DisplayName("WSADuplicateSocketW passes the caller's memory down, whatever it is")
    void passesMemoryOfWideFormDown() {
        long s = openOrFail(IFS_TCP);
        for (MemorySegment info :
                new MemorySegment[] {room(ProtocolInfoLayout.SIZEOF_W), MemorySegment.NULL}) {
            assertThat(Winsock.WSADuplicateSocketW(s, 1, info)).isZero();
            assertThat(IFS.calls("WSPDuplicateSocket").getLast().memory(2)).isSameAs(info);
        }
    }
}
