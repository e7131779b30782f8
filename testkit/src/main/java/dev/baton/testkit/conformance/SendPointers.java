package dev.baton.testkit.conformance;

import static dev.baton.testkit.conformance.PointerCase.any;
import static dev.baton.testkit.conformance.PointerCase.buffers;
import static dev.baton.testkit.conformance.PointerCase.in;
import static dev.baton.testkit.conformance.PointerCase.number;
import static dev.baton.testkit.conformance.PointerCase.room;
import static dev.baton.testkit.conformance.PointerCase.zeros;
import static dev.baton.winsock.Constants.SIZEOF_SOCKADDR_IN;
import static dev.baton.winsock.Constants.SOCK_DGRAM;

import dev.baton.winsock.Winsock;
import java.lang.foreign.MemorySegment;
import java.util.stream.Stream;

/** Pointer parameters of the functions that send. */
final class SendPointers {
    private static final MemorySegment NULL = MemorySegment.NULL;
    private static final int NAME = SIZEOF_SOCKADDR_IN;
    private static final int DATA = PointerFixture.DATA.length();

    private SendPointers() {}

    static Stream<PointerCase> all() {
        return Stream.of(plain(), several(), severalTo()).flatMap(cases -> cases);
    }

    private static Stream<PointerCase> plain() {
        return Stream.of(
                in("send buf", zeros(DATA), (f, m) -> Winsock.send(f.stream(), m, DATA, 0)),
                in(
                        "sendto buf",
                        zeros(DATA),
                        (f, m) ->
                                Winsock.sendto(
                                        f.fresh(SOCK_DGRAM), m, DATA, 0, f.receiver(), NAME)),
                in(
                                "sendto to",
                                f -> f.partner(SOCK_DGRAM),
                                (f, m) ->
                                        Winsock.sendto(
                                                f.fresh(SOCK_DGRAM), room(DATA), DATA, 0, m, NAME))
                        .orNull());
    }

    private static Stream<PointerCase> several() {
        return Stream.of(
                in(
                                "WSASend lpBuffers[0]",
                                zeros(DATA),
                                (f, m) ->
                                        Winsock.WSASend(
                                                f.stream(), buffers(m), 1, any(), 0, NULL, null))
                        .only(Damage.OF_BUFFER),
                in(
                                "WSASend lpBuffers[1]",
                                zeros(DATA),
                                (f, m) ->
                                        Winsock.WSASend(
                                                f.stream(),
                                                buffers(room(1), m),
                                                2,
                                                any(),
                                                0,
                                                NULL,
                                                null))
                        .only(Damage.OF_BUFFER),
                number(
                        "WSASend lpNumberOfBytesSent",
                        0,
                        (f, m) ->
                                Winsock.WSASend(
                                        f.stream(), buffers(room(DATA)), 1, m, 0, NULL, null)));
    }

    private static Stream<PointerCase> severalTo() {
        return Stream.of(
                in(
                                "WSASendTo lpBuffers[0]",
                                zeros(DATA),
                                (f, m) -> sendTo(f, m, any(), f.receiver()))
                        .only(Damage.OF_BUFFER),
                number(
                        "WSASendTo lpNumberOfBytesSent",
                        0,
                        (f, m) -> sendTo(f, room(DATA), m, f.receiver())),
                in(
                                "WSASendTo lpTo",
                                f -> f.partner(SOCK_DGRAM),
                                (f, m) -> sendTo(f, room(DATA), any(), m))
                        .orNull());
    }

    private static int sendTo(
            PointerFixture f, MemorySegment data, MemorySegment sent, MemorySegment to) {
        return Winsock.WSASendTo(
                f.fresh(SOCK_DGRAM), buffers(data), 1, sent, 0, to, NAME, NULL, null);
    }
}
