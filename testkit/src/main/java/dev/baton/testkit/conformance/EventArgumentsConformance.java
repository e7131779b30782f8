package dev.baton.testkit.conformance;

import static dev.baton.testkit.Here.HERE;
import static dev.baton.winsock.Constants.AF_INET;
import static dev.baton.winsock.Constants.FD_ALL_EVENTS;
import static dev.baton.winsock.Constants.FD_CLOSE;
import static dev.baton.winsock.Constants.FD_MAX_EVENTS;
import static dev.baton.winsock.Constants.FD_OOB_BIT;
import static dev.baton.winsock.Constants.FD_READ;
import static dev.baton.winsock.Constants.FD_WRITE;
import static dev.baton.winsock.Constants.FD_WRITE_BIT;
import static dev.baton.winsock.Constants.SOCK_STREAM;
import static dev.baton.winsock.Constants.WSAEFAULT;
import static dev.baton.winsock.Constants.WSAEINVAL;
import static dev.baton.winsock.Constants.WSAENOTSOCK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.EventObject;
import dev.baton.testkit.Holder;
import dev.baton.testkit.Peer;
import dev.baton.testkit.Sockets;
import dev.baton.testkit.Window;
import dev.baton.winsock.Winsock;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.WsaNetworkEvents;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The arguments of the functions on network events (6.11, 6.12). */
@ConformanceTests
final class EventArgumentsConformance {
    private static final int UNTOUCHED = 0x5a5a5a5a;

    private static MemorySegment room(int size) {
        MemorySegment room = MemorySegment.ofArray(new byte[size]);
        room.fill((byte) UNTOUCHED);
        return room;
    }

    /** What is no event, and what is no window. */
    private static List<Long> strangers(Flavour flavour, long socket) {
        EventObject event = HERE.event();
        Window window = HERE.window();
        event.close();
        window.close();
        long other = flavour == Flavour.EVENT ? HERE.window().handle() : HERE.event().handle();
        return List.of(0L, -1L, 4711L, socket, event.handle(), window.handle(), other);
    }

    private static void refused(Flavour flavour, Holder s, long handle, int mask) {
        (flavour == Flavour.EVENT ? s.eventSelect(handle, mask) : s.asyncSelect(handle, 1, mask))
                .failsWith(WSAEINVAL);
    }

    @Flavour.ThroughAll
    @DisplayName("A182 no event or window but a mask: WSAEINVAL, and the old registration stays")
    void refusesStrangers(Flavour flavour, Through through, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder s = pair.server();
        Holder d = through.of(s, peer);
        Notices notices = flavour.in(HERE).select(s, FD_READ | FD_CLOSE);
        for (long each : strangers(flavour, s.s())) {
            refused(flavour, s, each, FD_WRITE);
        }
        for (Flavour each : Flavour.values()) {
            refused(each, d, 0, FD_WRITE);
        }
        notices.expectNothing();
        pair.client().send("x").succeeds();
        notices.expect(FD_READ);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A182 events that there are not: WSAEINVAL, and the old registration stays")
    void refusesUnknownEvents(Flavour flavour) {
        Sockets.Pair pair = Sockets.tcp();
        Holder s = pair.server();
        Notices notices = flavour.in(HERE).select(s, FD_READ);
        for (int mask : new int[] {1 << FD_MAX_EVENTS, Integer.MIN_VALUE, -1, 1 << 16 | FD_READ}) {
            notices.trySelect(s, mask).failsWith(WSAEINVAL);
        }
        notices.expectNothing();
        pair.client().send("x").succeeds();
        notices.expect(FD_READ);
        notices.select(s, FD_ALL_EVENTS);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A130 A182 a call that fails leaves the mode alone")
    void leavesTheModeAlone(Flavour flavour) {
        Holder s = Sockets.tcp().server();
        refused(flavour, s, 0, FD_READ);
        flavour.in(HERE).trySelect(s, 1 << FD_MAX_EVENTS).failsWith(WSAEINVAL);
        assertThat(s.isNonblocking()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A025 what is no socket: WSAENOTSOCK, before anything else is looked at")
    void refusesWhatIsNoSocket(Flavour flavour) {
        Holder closed = Sockets.socket(AF_INET, SOCK_STREAM);
        closed.close();
        for (Holder each : List.of(closed, HERE.holder(-1), HERE.holder(0))) {
            flavour.in(HERE).trySelect(each, FD_READ).failsWith(WSAENOTSOCK);
            flavour.in(HERE).trySelect(each, -1).failsWith(WSAENOTSOCK);
            flavour.cancel(each).failsWith(WSAENOTSOCK);
            each.enumerate(0).failsWith(WSAENOTSOCK);
            each.enumerate(4711).failsWith(WSAENOTSOCK);
        }
    }

    @Test
    @DisplayName("A220 WSAEnumNetworkEvents writes the codes of events that are set, and no others")
    void writesTheCodesOfWhatIsSet() {
        Holder s = Sockets.tcp().server();
        s.eventSelect(HERE.event().handle(), FD_ALL_EVENTS).succeeds();
        MemorySegment events = room(WsaNetworkEvents.SIZEOF + 4);
        Sockets.check(Winsock.WSAEnumNetworkEvents(s.s(), 0, events));
        assertThat(WsaNetworkEvents.lNetworkEvents(events)).isEqualTo(FD_WRITE);
        int[] codes =
                IntStream.range(0, FD_MAX_EVENTS)
                        .map(bit -> WsaNetworkEvents.iErrorCode(events, bit))
                        .toArray();
        int[] expected = IntStream.generate(() -> UNTOUCHED).limit(FD_MAX_EVENTS).toArray();
        expected[FD_WRITE_BIT] = 0;
        assertThat(codes).isEqualTo(expected);
        assertThat(Memory.int32(events, WsaNetworkEvents.SIZEOF)).isEqualTo(UNTOUCHED);

        Sockets.check(Winsock.WSAEnumNetworkEvents(s.s(), 0, events));
        assertThat(WsaNetworkEvents.lNetworkEvents(events)).as("nothing more").isZero();
        assertThat(WsaNetworkEvents.iErrorCode(events, FD_OOB_BIT)).isEqualTo(UNTOUCHED);
    }

    @Flavour.ThroughAll
    @DisplayName("A221 it resets the event it is given, even if nothing was recorded")
    void resetsTheEvent(Flavour flavour, Through through, Peer peer) {
        Holder s = Sockets.tcp().server();
        Holder d = through.of(s, peer);
        EventObject event = d.caller().event();
        event.set();
        assertThat(Notice.all(d.enumerate(0))).as("not registered").isEmpty();
        assertThat(event.isSet()).isTrue();
        d.enumerate(event.handle()).succeeds();
        assertThat(event.isSet()).isFalse();

        flavour.in(HERE).select(s, FD_READ);
        event.set();
        assertThat(Notice.all(d.enumerate(event.handle()))).isEmpty();
        assertThat(event.isSet()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A222 if it fails it clears nothing, and resets nothing")
    void clearsNothingWhenItFails(Through through, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder s = pair.server();
        EventObject event = HERE.event();
        s.eventSelect(event.handle(), FD_READ | FD_WRITE).succeeds();
        pair.client().send("x").succeeds();
        s.awaitReadable();
        Holder d = through.of(s, peer);
        for (long stranger : new long[] {-1, 4711, s.s(), HERE.window().handle()}) {
            d.enumerate(stranger).failsWith(WSAEINVAL);
        }
        for (MemorySegment memory :
                List.of(
                        MemorySegment.NULL,
                        room(WsaNetworkEvents.SIZEOF - 1),
                        room(WsaNetworkEvents.SIZEOF).asReadOnly())) {
            Sockets.checkFails(
                    WSAEFAULT, Winsock.WSAEnumNetworkEvents(s.s(), event.handle(), memory));
        }
        assertThat(event.isSet()).isTrue();
        assertThat(Notice.all(d.enumerate(0))).isEqualTo(Notice.all(FD_READ | FD_WRITE));
    }
}
