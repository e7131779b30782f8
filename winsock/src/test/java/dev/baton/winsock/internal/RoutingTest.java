package dev.baton.winsock.internal;

import static dev.baton.winsock.Constants.AF_INET;
import static dev.baton.winsock.Constants.AF_IRDA;
import static dev.baton.winsock.Constants.IPPROTO_TCP;
import static dev.baton.winsock.Constants.IPPROTO_UDP;
import static dev.baton.winsock.Constants.SOCK_SEQPACKET;
import static dev.baton.winsock.Constants.SOCK_STREAM;
import static dev.baton.winsock.internal.FakeProviders.IFS;
import static dev.baton.winsock.internal.FakeProviders.IFS_TCP;
import static dev.baton.winsock.internal.FakeProviders.LAYER;
import static dev.baton.winsock.internal.FakeProviders.LAYER_TCP;
import static dev.baton.winsock.internal.FakeProviders.PLAIN;
import static dev.baton.winsock.internal.FakeProviders.PLAIN_TCP;
import static dev.baton.winsock.internal.FakeProviders.PLAIN_UDP;
import static dev.baton.winsock.internal.FakeProviders.PROTOCOL_OF_LAYER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.winsock.Constants;
import dev.baton.winsock.Winsock;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.ProtocolInfoLayout;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutingTest extends WithFakes {
    @Test
    @DisplayName("A080: the catalog id alone chooses the provider, whatever matches better")
    void routesByCatalogIdAlone() {
        MemorySegment info = FakeProviders.infoW(PLAIN_UDP);
        // All else in the structure and in the arguments says TCP of the other provider.
        MemorySegment.copy(FakeProviders.infoW(IFS_TCP), 0, info, 0, 36);
        Memory.int32(info, ProtocolInfoLayout.OFFSET_iSocketType, SOCK_STREAM);
        Memory.int32(info, ProtocolInfoLayout.OFFSET_iProtocol, IPPROTO_TCP);
        long s = Winsock.WSASocketW(AF_INET, SOCK_STREAM, IPPROTO_TCP, info, 0, 0);
        assertThat(s).isNotEqualTo(Constants.INVALID_SOCKET);
        assertThat(IFS.calls("WSPSocket")).isEmpty();
        assertThat(PLAIN.calls("WSPSocket")).hasSize(1);
        assertThat(PLAIN.calls("WSPSocket").getFirst().memory(3)).isSameAs(info);
    }

    @Test
    @DisplayName("A080: an id that the catalog lacks is WSAEINVAL and reaches no provider")
    void refusesUnknownCatalogId() {
        MemorySegment info = FakeProviders.infoW(IFS_TCP);
        Memory.int32(info, ProtocolInfoLayout.OFFSET_dwCatalogEntryId, 9999);
        assertFailed(
                Winsock.WSASocketW(AF_INET, SOCK_STREAM, IPPROTO_TCP, info, 0, 0),
                Constants.WSAEINVAL);
        assertThat(IFS.calls("WSPSocket")).isEmpty();
        assertThat(PLAIN.calls("WSPSocket")).isEmpty();
    }

    @ParameterizedTest
    @DisplayName("A081, A082: af, type, protocol, g and flags arrive as passed, 0 and -1 included")
    @CsvSource({"0,0,0,0,0", "-1,-1,-1,0,1", "2,0,-1,7,128", "0,-1,17,0,1", "77,-5,12345,-9,-1"})
    void passesArgumentsUnchanged(int af, int type, int protocol, int g, int flags) {
        MemorySegment info = FakeProviders.infoW(IFS_TCP);
        assertThat(Winsock.WSASocketW(af, type, protocol, info, g, flags))
                .isNotEqualTo(Constants.INVALID_SOCKET);
        assertThat(IFS.calls("WSPSocket").getFirst().arguments().subList(0, 6))
                .containsExactly(af, type, protocol, info, g, flags);
    }

    @ParameterizedTest
    @DisplayName("A081: without a structure too the provider gets the application's triple")
    @CsvSource({"2,1,0", "2,0,6", "0,1,6", "2,1,6"})
    void passesTripleUnchangedWithoutStructure(int af, int type, int protocol) {
        assertThat(Winsock.socket(af, type, protocol)).isNotEqualTo(Constants.INVALID_SOCKET);
        FakeProvider.Call call = IFS.calls("WSPSocket").getFirst();
        assertThat(call.arguments().subList(0, 3)).containsExactly(af, type, protocol);
        assertThat(ProtocolInfoLayout.readW(call.memory(3))).isEqualTo(FakeProviders.info(IFS_TCP));
        assertThat(call.number(5)).isEqualTo(Constants.WSA_FLAG_OVERLAPPED);
    }

    @Test
    @DisplayName("3.3: WSAEINPROGRESS of WSPSocket continues the search after that entry")
    void continuesSearchAfterInProgress() {
        IFS.fails("WSPSocket", Constants.WSAEINPROGRESS);
        long s = Winsock.socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
        assertThat(s).isNotEqualTo(Constants.INVALID_SOCKET);
        assertThat(IFS.calls("WSPSocket")).hasSize(1);
        MemorySegment info = PLAIN.calls("WSPSocket").getFirst().memory(3);
        assertThat(ProtocolInfoLayout.dwCatalogEntryId(info)).isEqualTo(PLAIN_TCP);
        assertThat(Winsock.WSAGetLastError()).isZero();
    }

    @Test
    @DisplayName("3.3: if every provider answers WSAEINPROGRESS, that is the error")
    void reportsInProgressOfAll() {
        IFS.fails("WSPSocket", Constants.WSAEINPROGRESS);
        PLAIN.fails("WSPSocket", Constants.WSAEINPROGRESS);
        assertFailed(Winsock.socket(AF_INET, SOCK_STREAM, IPPROTO_TCP), Constants.WSAEINPROGRESS);
        assertThat(PLAIN.calls("WSPSocket")).hasSize(1);
    }

    @Test
    @DisplayName("3.3: any other error ends the search, and so does WSAEINPROGRESS of a structure")
    void endsSearchAtOtherErrors() {
        IFS.fails("WSPSocket", Constants.WSAEACCES);
        assertFailed(Winsock.socket(AF_INET, SOCK_STREAM, IPPROTO_TCP), Constants.WSAEACCES);
        IFS.fails("WSPSocket", Constants.WSAEINPROGRESS);
        assertFailed(open(IFS_TCP), Constants.WSAEINPROGRESS);
        assertThat(PLAIN.calls("WSPSocket")).isEmpty();
    }

    @Test
    @DisplayName("A265: an entry of chain length 0 is never selected, though it matches first")
    void passesOverLayeredEntry() {
        assertThat(Winsock.socket(AF_INET, SOCK_STREAM, IPPROTO_TCP))
                .isNotEqualTo(Constants.INVALID_SOCKET);
        assertThat(IFS.calls("WSPSocket")).hasSize(1);
        assertFailed(open(LAYER_TCP), Constants.WSAEINVAL);
        assertThat(LAYER.calls("WSPSocket")).isEmpty();
    }

    @Test
    @DisplayName("A265: an entry of chain length 0 doesn't change the error")
    void choosesErrorWithoutLayeredEntry() {
        assertFailed(Winsock.socket(AF_IRDA, SOCK_STREAM, 0), Constants.WSAEAFNOSUPPORT);
        assertFailed(Winsock.socket(AF_INET, SOCK_SEQPACKET, 0), Constants.WSAESOCKTNOSUPPORT);
        assertFailed(
                Winsock.socket(AF_INET, SOCK_STREAM, PROTOCOL_OF_LAYER),
                Constants.WSAEPROTONOSUPPORT);
        assertFailed(
                Winsock.socket(AF_IRDA, SOCK_SEQPACKET, PROTOCOL_OF_LAYER),
                Constants.WSAESOCKTNOSUPPORT);
        assertFailed(
                Winsock.socket(AF_INET, SOCK_STREAM, IPPROTO_UDP), Constants.WSAEPROTONOSUPPORT);
        assertThat(LAYER.calls("WSPSocket")).isEmpty();
    }
}
