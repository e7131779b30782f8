package dev.baton.testkit.conformance;

import static dev.baton.testkit.conformance.PointerCase.in;
import static dev.baton.testkit.conformance.PointerCase.number;
import static dev.baton.testkit.conformance.PointerCase.out;
import static dev.baton.testkit.conformance.PointerCase.room;
import static dev.baton.testkit.conformance.PointerCase.zeros;
import static dev.baton.winsock.Constants.SIZEOF_SOCKADDR_IN;
import static dev.baton.winsock.Constants.SOCK_DGRAM;
import static dev.baton.winsock.Constants.SOCK_STREAM;

import dev.baton.testkit.Sockets;
import dev.baton.winsock.Winsock;
import java.lang.foreign.MemorySegment;
import java.util.stream.Stream;

/** Pointer parameters that hold addresses. */
final class NamePointers {
    private static final MemorySegment NULL = MemorySegment.NULL;
    private static final int NAME = SIZEOF_SOCKADDR_IN;

    private NamePointers() {}

    static Stream<PointerCase> all() {
        return Stream.of(naming(), accepting()).flatMap(cases -> cases);
    }

    private static Stream<PointerCase> naming() {
        return Stream.of(
                in(
                        "bind name",
                        PointerFixture::free,
                        (f, m) -> Winsock.bind(f.fresh(SOCK_STREAM), m, NAME)),
                in(
                        "connect name",
                        f -> f.partner(SOCK_STREAM),
                        (f, m) -> Winsock.connect(f.fresh(SOCK_STREAM), m, NAME)),
                in(
                        "WSAConnect name",
                        f -> f.partner(SOCK_STREAM),
                        (f, m) ->
                                Winsock.WSAConnect(
                                        f.fresh(SOCK_STREAM), m, NAME, NULL, NULL, NULL, NULL)),
                in(
                                "WSAConnect lpSQOS",
                                zeros(80),
                                (f, m) ->
                                        Winsock.WSAConnect(
                                                f.fresh(SOCK_DGRAM),
                                                f.receiver(),
                                                NAME,
                                                NULL,
                                                NULL,
                                                m,
                                                NULL))
                        .orNull(),
                out(
                        "getsockname name",
                        NAME,
                        (f, m) -> Winsock.getsockname(f.stream(), m, Sockets.number(NAME))),
                number(
                        "getsockname namelen",
                        NAME,
                        (f, m) -> Winsock.getsockname(f.stream(), room(NAME), m)),
                out(
                        "getpeername name",
                        NAME,
                        (f, m) -> Winsock.getpeername(f.stream(), m, Sockets.number(NAME))),
                number(
                        "getpeername namelen",
                        NAME,
                        (f, m) -> Winsock.getpeername(f.stream(), room(NAME), m)));
    }

    private static Stream<PointerCase> accepting() {
        return Stream.of(
                out(
                                "accept addr",
                                NAME,
                                (f, m) -> Winsock.accept(f.listener(), m, Sockets.number(NAME)))
                        .orNull(),
                number(
                                "accept addrlen",
                                NAME,
                                (f, m) -> Winsock.accept(f.listener(), room(NAME), m))
                        .orNull(),
                out(
                                "WSAAccept addr",
                                NAME,
                                (f, m) ->
                                        Winsock.WSAAccept(
                                                f.listener(), m, Sockets.number(NAME), null, 0))
                        .orNull(),
                number(
                                "WSAAccept addrlen",
                                NAME,
                                (f, m) -> Winsock.WSAAccept(f.listener(), room(NAME), m, null, 0))
                        .orNull());
    }
}
