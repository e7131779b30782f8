package dev.baton.winsock.internal;

import static dev.baton.winsock.Constants.AF_INET;
import static dev.baton.winsock.Constants.AF_INET6;
import static dev.baton.winsock.Constants.AF_IRDA;
import static dev.baton.winsock.internal.FakeProviders.FAILING_TCP;
import static dev.baton.winsock.internal.FakeProviders.IFS;
import static dev.baton.winsock.internal.FakeProviders.IFS_TCP;
import static dev.baton.winsock.internal.FakeProviders.LAYER;
import static dev.baton.winsock.internal.FakeProviders.LAYER_TCP;
import static dev.baton.winsock.internal.FakeProviders.PLAIN;
import static dev.baton.winsock.internal.FakeProviders.PLAIN_UDP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.winsock.Constants;
import dev.baton.winsock.Winsock;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.ProtocolInfoLayout;
import dev.baton.winsock.struct.SockAddrIn;
import dev.baton.winsock.struct.SockAddrIn6;
import dev.baton.winsock.struct.TerminatedText;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AddressConversionTest extends WithFakes {
    private static final String TO_STRING = "WSPAddressToString";
    private static final String TO_ADDRESS = "WSPStringToAddress";
    private static final MemorySegment NULL = MemorySegment.NULL;
    private static final int ROOM = 10;

    private final MemorySegment ipv4 = new SockAddrIn(80, Constants.INADDR_LOOPBACK).toSegment();
    private final MemorySegment text = room(2 * ROOM);
    private final MemorySegment number = MemorySegment.ofArray(new int[] {ROOM});

    private int format(MemorySegment info) {
        return Winsock.WSAAddressToStringW(ipv4, SockAddrIn.SIZEOF, info, text, number);
    }

    private int formatA(MemorySegment infoA) {
        return Winsock.WSAAddressToStringA(ipv4, SockAddrIn.SIZEOF, infoA, text, number);
    }

    private int parse(int family, MemorySegment info) {
        return Winsock.WSAStringToAddressW(text, family, info, ipv4, number);
    }

    /** Writes a text as a provider does. */
    private static void answer(String written) {
        IFS.answers(
                TO_STRING,
                call -> {
                    MemorySegment length = call.memory(4);
                    int needed = written.length() + 1;
                    boolean fits = Memory.int32(length, 0) >= needed;
                    Memory.int32(length, 0, needed);
                    if (!fits) {
                        return call.fail(Constants.WSAEFAULT);
                    }
                    TerminatedText.writeW(call.memory(3), written);
                    return 0;
                });
    }

    @Test
    @DisplayName("the structure's catalog id alone chooses the provider; all arrives as passed")
    void routesByStructure() {
        MemorySegment info = FakeProviders.infoW(PLAIN_UDP);
        assertThat(Winsock.WSAAddressToStringW(ipv4, 77, info, text, number)).isZero();
        assertThat(PLAIN.calls(TO_STRING).getFirst().arguments().subList(0, 5))
                .containsExactly(ipv4, 77, info, text, number);
        assertThat(Winsock.WSAStringToAddressW(text, -5, info, ipv4, number)).isZero();
        assertThat(PLAIN.calls(TO_ADDRESS).getFirst().arguments().subList(0, 5))
                .containsExactly(text, -5, info, ipv4, number);
        assertThat(IFS.calls(TO_STRING)).isEmpty();
        assertThat(IFS.calls(TO_ADDRESS)).isEmpty();
    }

    @Test
    @DisplayName("without a structure: the first entry of the family that is no layer's name")
    void routesByFamily() {
        assertThat(format(NULL)).isZero();
        assertThat(parse(AF_INET, NULL)).isZero();
        assertThat(ProtocolInfoLayout.readW(IFS.calls(TO_STRING).getFirst().memory(2)))
                .isEqualTo(FakeProviders.info(IFS_TCP));
        assertThat(ProtocolInfoLayout.readW(IFS.calls(TO_ADDRESS).getFirst().memory(2)))
                .isEqualTo(FakeProviders.info(IFS_TCP));
        assertThat(LAYER.calls(TO_STRING)).isEmpty();
        assertThat(parse(AF_INET6, NULL)).isZero();
        assertThat(LAYER.calls(TO_ADDRESS)).as("a chain is an entry like any other").hasSize(1);
    }

    @Test
    void refusesUnknownAndUnusableEntries() {
        MemorySegment info = FakeProviders.infoW(IFS_TCP);
        Memory.int32(info, ProtocolInfoLayout.OFFSET_dwCatalogEntryId, 9999);
        assertFailed(format(info), Constants.WSAEINVAL);
        assertFailed(parse(AF_INET, info), Constants.WSAEINVAL);
        MemorySegment layer = FakeProviders.infoW(LAYER_TCP);
        assertFailed(format(layer), Constants.WSAEINVAL);
        assertFailed(parse(AF_INET, layer), Constants.WSAEINVAL);
        assertThat(LAYER.calls(TO_STRING)).isEmpty();
    }

    @Test
    void refusesFamiliesWithoutProvider() {
        for (int family : new int[] {Constants.AF_UNSPEC, AF_IRDA, 99, -1}) {
            assertFailed(parse(family, NULL), Constants.WSAEINVAL);
            Memory.int16(ipv4, 0, (short) family);
            assertFailed(format(NULL), Constants.WSAEINVAL);
        }
        assertFailed(Winsock.WSAAddressToStringW(ipv4, 1, NULL, text, number), Constants.WSAEINVAL);
    }

    @Test
    @DisplayName("a provider is started when it is needed; one that can't start is told")
    void startsTheProvider() {
        assertFailed(format(FakeProviders.infoW(FAILING_TCP)), Constants.WSAEPROVIDERFAILEDINIT);
        FakeProviders.FAILING.starts(0, 0x0202, true);
        assertThat(format(FakeProviders.infoW(FAILING_TCP))).isZero();
        assertThat(FakeProviders.FAILING.calls(TO_STRING)).hasSize(1);
    }

    @Test
    void passesTheProvidersErrorOn() {
        IFS.fails(TO_STRING, Constants.WSAEACCES);
        IFS.fails(TO_ADDRESS, Constants.WSA_NOT_ENOUGH_MEMORY);
        assertFailed(format(NULL), Constants.WSAEACCES);
        assertFailed(parse(AF_INET, NULL), Constants.WSA_NOT_ENOUGH_MEMORY);
    }

    @Test
    @DisplayName("WSAAddressToStringA: wide structure and room, an answer in the code page")
    void narrowsTheText() {
        answer("\u20ac\u0661");
        MemorySegment infoA = MemorySegment.ofArray(FakeProviders.info(IFS_TCP).toBytesA());
        assertThat(formatA(infoA)).isZero();
        FakeProvider.Call call = IFS.calls(TO_STRING).getFirst();
        assertThat(call.memory(2).mismatch(FakeProviders.infoW(IFS_TCP))).isEqualTo(-1);
        assertThat(call.memory(3).byteSize()).isEqualTo(2 * ROOM);
        assertThat(Memory.bytes(text, 0, 4)).isEqualTo(new byte[] {(byte) 0x80, '?', 0, 0});
        assertThat(Memory.int32(number, 0)).isEqualTo(3);
    }

    @Test
    @DisplayName("WSAAddressToStringA: too small a room is WSAEFAULT with the length needed")
    void tellsTheLengthNeededA() {
        answer("1234567890");
        assertFailed(formatA(NULL), Constants.WSAEFAULT);
        assertThat(Memory.int32(number, 0)).isEqualTo(ROOM + 1);
        assertThat(formatA(NULL)).isZero();
        assertThat(TerminatedText.readA(text)).contains("1234567890");
    }

    @Test
    @DisplayName(
            "WSAAddressToStringA: a length is unsigned, a failure leaves it and the text alone")
    void leavesTheCallersMemoryAloneA() {
        Memory.int32(number, 0, -1);
        IFS.fails(TO_STRING, Constants.WSAEINVAL);
        assertFailed(formatA(NULL), Constants.WSAEINVAL);
        assertThat(Memory.int32(number, 0)).isEqualTo(-1);
        answer("1234567890");
        assertThat(formatA(NULL)).isZero();
    }

    @Test
    @DisplayName("WSAStringToAddressA: wide structure and text")
    void widensTheText() {
        MemorySegment ansi = room(3);
        Memory.int8(ansi, 0, (byte) 0x80);
        MemorySegment infoA = MemorySegment.ofArray(FakeProviders.info(IFS_TCP).toBytesA());
        assertThat(Winsock.WSAStringToAddressA(ansi, 7, infoA, ipv4, number)).isZero();
        FakeProvider.Call call = IFS.calls(TO_ADDRESS).getFirst();
        assertThat(TerminatedText.readW(call.memory(0))).contains("\u20ac");
        assertThat(call.number(1)).isEqualTo(7);
        assertThat(call.memory(2).mismatch(FakeProviders.infoW(IFS_TCP))).isEqualTo(-1);
        assertThat(call.arguments().subList(3, 5)).containsExactly(ipv4, number);
    }

    @Test
    @DisplayName("WSAStringToAddressA: no text is passed down as it is, the provider decides")
    void passesNoTextDown() {
        MemorySegment endless = MemorySegment.ofArray(new byte[] {1, 2, 3, 4});
        for (MemorySegment noText : new MemorySegment[] {NULL, endless}) {
            assertThat(Winsock.WSAStringToAddressA(noText, AF_INET, NULL, ipv4, number)).isZero();
            assertThat(IFS.calls(TO_ADDRESS).getLast().memory(0)).isSameAs(noText);
        }
    }

    @Test
    @DisplayName("the family is read as soon as it is there; the rest is the provider's to check")
    void readsTheFamilyOnly() {
        MemorySegment family = new SockAddrIn6(0, 0, 0, 0, 0).toSegment().asSlice(0, 2);
        assertThat(Winsock.WSAAddressToStringW(family, 28, NULL, text, number)).isZero();
        assertFailed(
                Winsock.WSAAddressToStringW(family.asSlice(1), 28, NULL, text, number),
                Constants.WSAEFAULT);
        assertThat(LAYER.calls(TO_STRING)).hasSize(1);
    }
}
