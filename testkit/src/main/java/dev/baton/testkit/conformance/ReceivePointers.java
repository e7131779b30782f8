package dev.baton.testkit.conformance;

import static dev.baton.testkit.conformance.PointerCase.any;
import static dev.baton.testkit.conformance.PointerCase.buffers;
import static dev.baton.testkit.conformance.PointerCase.number;
import static dev.baton.testkit.conformance.PointerCase.out;
import static dev.baton.testkit.conformance.PointerCase.room;
import static dev.baton.winsock.Constants.SIZEOF_SOCKADDR_IN;

import dev.baton.testkit.Sockets;
import dev.baton.winsock.Winsock;
import java.lang.foreign.MemorySegment;
import java.util.stream.Stream;

/** Pointer parameters of the functions that receive. */
final class ReceivePointers {
    private static final MemorySegment NULL = MemorySegment.NULL;
    private static final int NAME = SIZEOF_SOCKADDR_IN;
    private static final int DATA = PointerFixture.DATA.length();

    private ReceivePointers() {}

    static Stream<PointerCase> all() {
        return Stream.of(plain(), several(), severalFrom()).flatMap(cases -> cases);
    }

    private static Stream<PointerCase> plain() {
        return Stream.of(
                out("recv buf", DATA, (f, m) -> Winsock.recv(f.stream(), m, DATA, 0)),
                out(
                        "recvfrom buf",
                        DATA,
                        (f, m) -> Winsock.recvfrom(f.datagram(), m, DATA, 0, NULL, NULL)),
                out(
                                "recvfrom from",
                                NAME,
                                (f, m) ->
                                        Winsock.recvfrom(
                                                f.datagram(),
                                                room(DATA),
                                                DATA,
                                                0,
                                                m,
                                                Sockets.number(NAME)))
                        .orNull(),
                number(
                        "recvfrom fromlen",
                        NAME,
                        (f, m) ->
                                Winsock.recvfrom(
                                        f.datagram(), room(DATA), DATA, 0, room(NAME), m)));
    }

    private static Stream<PointerCase> several() {
        return Stream.of(
                out("WSARecv lpBuffers[0]", DATA, (f, m) -> receive(f, buffers(m), any(), any()))
                        .only(Damage.OF_OUTPUT_BUFFER),
                out(
                                "WSARecv lpBuffers[1]",
                                DATA,
                                (f, m) -> receive(f, buffers(room(1), m), any(), any()))
                        .only(Damage.OF_OUTPUT_BUFFER),
                number(
                        "WSARecv lpNumberOfBytesRecvd",
                        0,
                        (f, m) -> receive(f, buffers(room(DATA)), m, any())),
                number("WSARecv lpFlags", 0, (f, m) -> receive(f, buffers(room(DATA)), any(), m)));
    }

    private static Stream<PointerCase> severalFrom() {
        return Stream.of(
                out(
                                "WSARecvFrom lpBuffers[0]",
                                DATA,
                                (f, m) -> receiveFrom(f, m, any(), any(), NULL, NULL))
                        .only(Damage.OF_OUTPUT_BUFFER),
                number(
                        "WSARecvFrom lpNumberOfBytesRecvd",
                        0,
                        (f, m) -> receiveFrom(f, room(DATA), m, any(), NULL, NULL)),
                number(
                        "WSARecvFrom lpFlags",
                        0,
                        (f, m) -> receiveFrom(f, room(DATA), any(), m, NULL, NULL)),
                out(
                                "WSARecvFrom lpFrom",
                                NAME,
                                (f, m) ->
                                        receiveFrom(
                                                f,
                                                room(DATA),
                                                any(),
                                                any(),
                                                m,
                                                Sockets.number(NAME)))
                        .orNull(),
                number(
                        "WSARecvFrom lpFromlen",
                        NAME,
                        (f, m) -> receiveFrom(f, room(DATA), any(), any(), room(NAME), m)));
    }

    private static int receive(
            PointerFixture f, MemorySegment[] data, MemorySegment received, MemorySegment flags) {
        return Winsock.WSARecv(f.stream(), data, data.length, received, flags, NULL, null);
    }

    private static int receiveFrom(
            PointerFixture f,
            MemorySegment data,
            MemorySegment received,
            MemorySegment flags,
            MemorySegment from,
            MemorySegment fromlen) {
        return Winsock.WSARecvFrom(
                f.datagram(), buffers(data), 1, received, flags, from, fromlen, NULL, null);
    }
}
