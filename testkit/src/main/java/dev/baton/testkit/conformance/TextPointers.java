package dev.baton.testkit.conformance;

import static dev.baton.testkit.conformance.PointerCase.in;
import static dev.baton.testkit.conformance.PointerCase.number;
import static dev.baton.testkit.conformance.PointerCase.out;
import static dev.baton.testkit.conformance.PointerCase.room;
import static dev.baton.winsock.Constants.AF_INET;
import static dev.baton.winsock.Constants.SIZEOF_SOCKADDR_IN;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import dev.baton.testkit.Sockets;
import dev.baton.winsock.Winsock;
import java.lang.foreign.MemorySegment;
import java.nio.charset.Charset;
import java.util.stream.Stream;

/** Pointer parameters of the functions that make text of addresses and addresses of text. */
final class TextPointers {
    private static final MemorySegment NULL = MemorySegment.NULL;
    private static final int NAME = SIZEOF_SOCKADDR_IN;
    private static final String TEXT = "127.0.0.1";
    private static final int LENGTH = TEXT.length() + 1;

    private TextPointers() {}

    static Stream<PointerCase> all() {
        return Stream.of(toText(), toTextA(), toAddress(), toAddressA()).flatMap(cases -> cases);
    }

    private static byte[] name() {
        return Sockets.loopback(AF_INET, 0).toBytes();
    }

    private static byte[] text(Charset charset) {
        return (TEXT + '\0').getBytes(charset);
    }

    private static Stream<PointerCase> toText() {
        return Stream.of(
                in(
                        "WSAAddressToStringW lpsaAddress",
                        f -> name(),
                        (f, m) -> toTextW(m, NULL, room(2 * LENGTH), Sockets.number(LENGTH))),
                in(
                                "WSAAddressToStringW lpProtocolInfo",
                                f -> Catalog.entries().getFirst().toBytesW(),
                                (f, m) ->
                                        toTextW(
                                                MemorySegment.ofArray(name()),
                                                m,
                                                room(2 * LENGTH),
                                                Sockets.number(LENGTH)))
                        .orNull(),
                out(
                        "WSAAddressToStringW lpszAddressString",
                        2 * LENGTH,
                        (f, m) ->
                                toTextW(
                                        MemorySegment.ofArray(name()),
                                        NULL,
                                        m,
                                        Sockets.number(LENGTH))),
                number(
                        "WSAAddressToStringW lpdwAddressStringLength",
                        LENGTH,
                        (f, m) ->
                                toTextW(MemorySegment.ofArray(name()), NULL, room(2 * LENGTH), m)));
    }

    private static long toTextW(
            MemorySegment name, MemorySegment info, MemorySegment text, MemorySegment length) {
        return Winsock.WSAAddressToStringW(name, NAME, info, text, length);
    }

    private static Stream<PointerCase> toTextA() {
        return Stream.of(
                in(
                        "WSAAddressToStringA lpsaAddress",
                        f -> name(),
                        (f, m) -> toTextA(m, NULL, room(LENGTH), Sockets.number(LENGTH))),
                in(
                                "WSAAddressToStringA lpProtocolInfo",
                                f -> Catalog.entries().getFirst().toBytesA(),
                                (f, m) ->
                                        toTextA(
                                                MemorySegment.ofArray(name()),
                                                m,
                                                room(LENGTH),
                                                Sockets.number(LENGTH)))
                        .orNull(),
                out(
                        "WSAAddressToStringA lpszAddressString",
                        LENGTH,
                        (f, m) ->
                                toTextA(
                                        MemorySegment.ofArray(name()),
                                        NULL,
                                        m,
                                        Sockets.number(LENGTH))),
                number(
                        "WSAAddressToStringA lpdwAddressStringLength",
                        LENGTH,
                        (f, m) -> toTextA(MemorySegment.ofArray(name()), NULL, room(LENGTH), m)));
    }

    private static long toTextA(
            MemorySegment name, MemorySegment info, MemorySegment text, MemorySegment length) {
        return Winsock.WSAAddressToStringA(name, NAME, info, text, length);
    }

    private static Stream<PointerCase> toAddress() {
        return Stream.of(
                in(
                                "WSAStringToAddressW AddressString",
                                f -> text(UTF_16LE),
                                (f, m) -> toAddressW(m, NULL, room(NAME), Sockets.number(NAME)))
                        .orNull(),
                in(
                                "WSAStringToAddressW lpProtocolInfo",
                                f -> Catalog.entries().getFirst().toBytesW(),
                                (f, m) ->
                                        toAddressW(
                                                MemorySegment.ofArray(text(UTF_16LE)),
                                                m,
                                                room(NAME),
                                                Sockets.number(NAME)))
                        .orNull(),
                out(
                        "WSAStringToAddressW lpAddress",
                        NAME,
                        (f, m) ->
                                toAddressW(
                                        MemorySegment.ofArray(text(UTF_16LE)),
                                        NULL,
                                        m,
                                        Sockets.number(NAME))),
                number(
                        "WSAStringToAddressW lpAddressLength",
                        NAME,
                        (f, m) ->
                                toAddressW(
                                        MemorySegment.ofArray(text(UTF_16LE)),
                                        NULL,
                                        room(NAME),
                                        m)));
    }

    private static long toAddressW(
            MemorySegment text, MemorySegment info, MemorySegment name, MemorySegment length) {
        return Winsock.WSAStringToAddressW(text, AF_INET, info, name, length);
    }

    private static Stream<PointerCase> toAddressA() {
        return Stream.of(
                in(
                                "WSAStringToAddressA AddressString",
                                f -> text(US_ASCII),
                                (f, m) -> toAddressA(m, NULL, room(NAME), Sockets.number(NAME)))
                        .orNull(),
                in(
                                "WSAStringToAddressA lpProtocolInfo",
                                f -> Catalog.entries().getFirst().toBytesA(),
                                (f, m) ->
                                        toAddressA(
                                                MemorySegment.ofArray(text(US_ASCII)),
                                                m,
                                                room(NAME),
                                                Sockets.number(NAME)))
                        .orNull(),
                out(
                        "WSAStringToAddressA lpAddress",
                        NAME,
                        (f, m) ->
                                toAddressA(
                                        MemorySegment.ofArray(text(US_ASCII)),
                                        NULL,
                                        m,
                                        Sockets.number(NAME))),
                number(
                        "WSAStringToAddressA lpAddressLength",
                        NAME,
                        (f, m) ->
                                toAddressA(
                                        MemorySegment.ofArray(text(US_ASCII)),
                                        NULL,
                                        room(NAME),
                                        m)));
    }

    private static long toAddressA(
            MemorySegment text, MemorySegment info, MemorySegment name, MemorySegment length) {
        return Winsock.WSAStringToAddressA(text, AF_INET, info, name, length);
    }
}
