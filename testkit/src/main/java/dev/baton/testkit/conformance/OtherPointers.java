package dev.baton.testkit.conformance;

import static dev.baton.testkit.conformance.PointerCase.any;
import static dev.baton.testkit.conformance.PointerCase.in;
import static dev.baton.testkit.conformance.PointerCase.int32;
import static dev.baton.testkit.conformance.PointerCase.number;
import static dev.baton.testkit.conformance.PointerCase.out;
import static dev.baton.testkit.conformance.PointerCase.room;
import static dev.baton.testkit.conformance.PointerCase.zeros;
import static dev.baton.winsock.Constants.FIONBIO;
import static dev.baton.winsock.Constants.FIONREAD;
import static dev.baton.winsock.Constants.SIZEOF_WSANETWORKEVENTS;
import static dev.baton.winsock.Constants.SIZEOF_WSAPROTOCOL_INFOA;
import static dev.baton.winsock.Constants.SIZEOF_WSAPROTOCOL_INFOW;
import static dev.baton.winsock.Constants.SOL_SOCKET;
import static dev.baton.winsock.Constants.SO_KEEPALIVE;

import dev.baton.testkit.Here;
import dev.baton.testkit.Sockets;
import dev.baton.winsock.SharedSockets;
import dev.baton.winsock.Winsock;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;

/** Pointer parameters of what neither names nor transfers. */
final class OtherPointers {
    private static final MemorySegment NULL = MemorySegment.NULL;
    private static final int OWN_PID = (int) Here.HERE.pid();
    private static final int ENTRIES = 1 << 16;

    /** Unusable whatever its size is. */
    private static final Set<Damage> INACCESSIBLE =
            EnumSet.of(Damage.CLOSED, Damage.OTHER_THREADS, Damage.EMPTY_NATIVE);

    /** What a buffer can be other than too small, which has an error of its own. */
    private static final Set<Damage> LARGE_ENOUGH =
            EnumSet.of(
                    Damage.CLOSED,
                    Damage.OTHER_THREADS,
                    Damage.READ_ONLY_HEAP,
                    Damage.READ_ONLY_NATIVE);

    private OtherPointers() {}

    static Stream<PointerCase> all() {
        return Stream.of(options(), readiness(), catalog(), sharing()).flatMap(cases -> cases);
    }

    private static Stream<PointerCase> options() {
        return Stream.of(
                out(
                        "getsockopt optval",
                        4,
                        (f, m) ->
                                Winsock.getsockopt(
                                        f.stream(),
                                        SOL_SOCKET,
                                        SO_KEEPALIVE,
                                        m,
                                        Sockets.number(4))),
                number(
                        "getsockopt optlen",
                        4,
                        (f, m) ->
                                Winsock.getsockopt(
                                        f.stream(), SOL_SOCKET, SO_KEEPALIVE, room(4), m)),
                in(
                        "setsockopt optval",
                        int32(1),
                        (f, m) -> Winsock.setsockopt(f.stream(), SOL_SOCKET, SO_KEEPALIVE, m, 4)),
                in(
                        "ioctlsocket FIONBIO argp",
                        int32(1),
                        (f, m) -> Winsock.ioctlsocket(f.stream(), FIONBIO, m)),
                out(
                        "ioctlsocket FIONREAD argp",
                        4,
                        (f, m) -> Winsock.ioctlsocket(f.stream(), FIONREAD, m)),
                in(
                        "WSAIoctl FIONBIO lpvInBuffer",
                        int32(1),
                        (f, m) ->
                                Winsock.WSAIoctl(
                                        f.stream(), FIONBIO, m, 4, NULL, 0, any(), NULL, null)),
                out(
                        "WSAIoctl FIONREAD lpvOutBuffer",
                        4,
                        (f, m) ->
                                Winsock.WSAIoctl(
                                        f.stream(), FIONREAD, NULL, 0, m, 4, any(), NULL, null)),
                number(
                        "WSAIoctl lpcbBytesReturned",
                        0,
                        (f, m) ->
                                Winsock.WSAIoctl(
                                        f.stream(), FIONREAD, NULL, 0, room(4), 4, m, NULL, null)));
    }

    private static Stream<PointerCase> readiness() {
        return Stream.of(
                new PointerCase(
                                "select readfds",
                                PointerFixture::setOfStream,
                                Damage.OF_OUTPUT,
                                (f, m) -> Winsock.select(0, m, NULL, NULL, room(8)))
                        .orNull(),
                new PointerCase(
                                "select writefds",
                                PointerFixture::setOfStream,
                                Damage.OF_OUTPUT,
                                (f, m) -> Winsock.select(0, NULL, m, NULL, room(8)))
                        .orNull(),
                new PointerCase(
                                "select exceptfds",
                                PointerFixture::setOfStream,
                                Damage.OF_OUTPUT,
                                (f, m) ->
                                        Winsock.select(
                                                0,
                                                MemorySegment.ofArray(f.setOfStream()),
                                                NULL,
                                                m,
                                                room(8)))
                        .orNull(),
                in(
                                "select timeout",
                                zeros(8),
                                (f, m) ->
                                        Winsock.select(
                                                0,
                                                MemorySegment.ofArray(f.setOfStream()),
                                                NULL,
                                                NULL,
                                                m))
                        .orNull(),
                new PointerCase(
                        "WSAPoll fdArray",
                        PointerFixture::pollOfStream,
                        Damage.OF_OUTPUT,
                        (f, m) -> Winsock.WSAPoll(m, 1, 0)),
                in(
                        "WSAWaitForMultipleEvents lphEvents",
                        PointerFixture::event,
                        (f, m) -> Winsock.WSAWaitForMultipleEvents(1, m, 0, 0, 0)),
                out(
                        "WSAEnumNetworkEvents lpNetworkEvents",
                        SIZEOF_WSANETWORKEVENTS,
                        (f, m) -> Winsock.WSAEnumNetworkEvents(f.stream(), 0, m)));
    }

    private static Stream<PointerCase> catalog() {
        return Stream.of(
                number(
                        "WSAEnumProtocolsW lpdwBufferLength",
                        ENTRIES,
                        (f, m) -> Winsock.WSAEnumProtocolsW(NULL, room(ENTRIES), m)),
                number(
                        "WSAEnumProtocolsA lpdwBufferLength",
                        ENTRIES,
                        (f, m) -> Winsock.WSAEnumProtocolsA(NULL, room(ENTRIES), m)),
                in(
                                "WSAEnumProtocolsW lpiProtocols",
                                zeros(4),
                                (f, m) ->
                                        Winsock.WSAEnumProtocolsW(
                                                m, room(ENTRIES), Sockets.number(ENTRIES)))
                        .only(INACCESSIBLE),
                out(
                                "WSAEnumProtocolsW lpProtocolBuffer",
                                ENTRIES,
                                (f, m) ->
                                        Winsock.WSAEnumProtocolsW(NULL, m, Sockets.number(ENTRIES)))
                        .only(LARGE_ENOUGH),
                in(
                                "WSASocketW lpProtocolInfo",
                                f -> Catalog.entries().getFirst().toBytesW(),
                                (f, m) -> Winsock.WSASocketW(-1, -1, -1, m, 0, 0))
                        .orNull(),
                in(
                                "WSASocketA lpProtocolInfo",
                                f -> Catalog.entries().getFirst().toBytesA(),
                                (f, m) -> Winsock.WSASocketA(-1, -1, -1, m, 0, 0))
                        .orNull());
    }

    private static Stream<PointerCase> sharing() {
        return Stream.of(
                out(
                        "WSADuplicateSocketW lpProtocolInfo",
                        SIZEOF_WSAPROTOCOL_INFOW,
                        (f, m) -> Winsock.WSADuplicateSocketW(f.stream(), OWN_PID, m)),
                out(
                        "WSADuplicateSocketA lpProtocolInfo",
                        SIZEOF_WSAPROTOCOL_INFOA,
                        (f, m) -> Winsock.WSADuplicateSocketA(f.stream(), OWN_PID, m)),
                in(
                        "SharedSockets.duplicate sockets",
                        f -> Arrays.copyOfRange(f.setOfStream(), 8, 16),
                        (f, m) ->
                                SharedSockets.duplicate(
                                        m, 1, OWN_PID, room(SIZEOF_WSAPROTOCOL_INFOW))),
                out(
                        "SharedSockets.duplicate infos",
                        SIZEOF_WSAPROTOCOL_INFOW,
                        (f, m) ->
                                SharedSockets.duplicate(
                                        MemorySegment.ofArray(f.setOfStream()).asSlice(8),
                                        1,
                                        OWN_PID,
                                        m)));
    }
}
