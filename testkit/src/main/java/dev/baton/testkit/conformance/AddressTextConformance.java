package dev.baton.testkit.conformance;

import static dev.baton.winsock.Constants.AF_INET;
import static dev.baton.winsock.Constants.AF_INET6;
import static dev.baton.winsock.Constants.AF_UNIX;
import static dev.baton.winsock.Constants.SIZEOF_SOCKADDR_STORAGE;
import static dev.baton.winsock.Constants.SIZEOF_WSAPROTOCOL_INFOA;
import static dev.baton.winsock.Constants.SIZEOF_WSAPROTOCOL_INFOW;
import static dev.baton.winsock.Constants.WSAEFAULT;
import static dev.baton.winsock.Constants.WSAEINVAL;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Sockets;
import dev.baton.winsock.Winsock;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.ProtocolInfo;
import dev.baton.winsock.struct.SockAddr;
import dev.baton.winsock.struct.SockAddrIn;
import dev.baton.winsock.struct.SockAddrIn6;
import dev.baton.winsock.struct.SockAddrUn;
import java.lang.foreign.MemorySegment;
import java.nio.charset.Charset;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code WSAAddressToString} and {@code WSAStringToAddress}, as documented. */
@ConformanceTests
final class AddressTextConformance {
    private static final MemorySegment NULL = MemorySegment.NULL;
    private static final byte UNTOUCHED = 0x5a;
    private static final int ROOM = 80;
    private static final SockAddr LOOPBACK = Sockets.loopback(AF_INET, 80);

    /** The two forms of both functions. */
    enum Form {
        W(UTF_16LE, 2, SIZEOF_WSAPROTOCOL_INFOW),
        A(US_ASCII, 1, SIZEOF_WSAPROTOCOL_INFOA);

        private final Charset charset;
        private final int unit;
        private final int info;

        Form(Charset charset, int unit, int info) {
            this.charset = charset;
            this.unit = unit;
            this.info = info;
        }

        int toText(
                MemorySegment name,
                int namelen,
                MemorySegment info,
                MemorySegment text,
                MemorySegment length) {
            return this == W
                    ? Winsock.WSAAddressToStringW(name, namelen, info, text, length)
                    : Winsock.WSAAddressToStringA(name, namelen, info, text, length);
        }

        int toAddress(
                MemorySegment text,
                int family,
                MemorySegment info,
                MemorySegment name,
                MemorySegment length) {
            return this == W
                    ? Winsock.WSAStringToAddressW(text, family, info, name, length)
                    : Winsock.WSAStringToAddressA(text, family, info, name, length);
        }

        MemorySegment text(String text) {
            return MemorySegment.ofArray((text + '\0').getBytes(charset));
        }

        String read(MemorySegment text, int characters) {
            return new String(Memory.bytes(text, 0, characters * unit), charset);
        }

        MemorySegment info(ProtocolInfo entry) {
            return MemorySegment.ofArray(this == W ? entry.toBytesW() : entry.toBytesA());
        }
    }

    private static MemorySegment room(int size) {
        MemorySegment room = MemorySegment.ofArray(new byte[size]);
        room.fill(UNTOUCHED);
        return room;
    }

    private static String format(Form form, byte[] name, MemorySegment info) {
        MemorySegment text = room(ROOM * form.unit);
        MemorySegment length = Sockets.number(ROOM);
        Sockets.check(form.toText(MemorySegment.ofArray(name), name.length, info, text, length));
        String read = form.read(text, Memory.int32(length, 0));
        assertThat(read).as("the length counts the NUL").endsWith("\0");
        assertThat(Memory.int8(text, (long) read.length() * form.unit)).isEqualTo(UNTOUCHED);
        return read.substring(0, read.length() - 1);
    }

    private static SockAddr parse(Form form, String text, int family, MemorySegment info) {
        MemorySegment name = room(SIZEOF_SOCKADDR_STORAGE);
        MemorySegment length = Sockets.number(SIZEOF_SOCKADDR_STORAGE);
        Sockets.check(form.toAddress(form.text(text), family, info, name, length));
        int namelen = Memory.int32(length, 0);
        SockAddr parsed = SockAddr.of(name, namelen);
        assertThat(Memory.bytes(name, 0, namelen))
                .as("zeros where the structure has none of its own")
                .isEqualTo(parsed.toBytes());
        assertThat(Memory.int8(name, namelen)).isEqualTo(UNTOUCHED);
        return parsed;
    }

    @ParameterizedTest
    @CsvSource({
        "0200000000000000, 0.0.0.0",
        "02000000ffffffff, 255.255.255.255",
        "0200ffff7f000001, 127.0.0.1:65535",
    })
    @DisplayName("IPv4: dotted, the port only if it is not 0; read back it is the same")
    void convertsIpv4(String start, String text) {
        byte[] name = HexFormat.of().parseHex(start + "0".repeat(16));
        for (Form form : Form.values()) {
            assertThat(format(form, name, NULL)).isEqualTo(text);
            assertThat(parse(form, text, AF_INET, NULL).toBytes()).isEqualTo(name);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 0, ::",
        "0, 0, 1, 0, ::1",
        "33274, 20010db800000000, 1, 0, [2001:db8::1]:33274",
        "0, fe80000000000000, 1, 3, fe80::1%3",
        "80, fe80000000000000, 1, 3, [fe80::1%3]:80",
        "0, 0, ffff01020304, 0, ::ffff:1.2.3.4",
    })
    @DisplayName(
            "IPv6: shortest form, %scope and [...]:port only if not 0; read back it is the same")
    void convertsIpv6(int port, String high, String low, int scope, String text) {
        SockAddrIn6 address =
                new SockAddrIn6(
                        port,
                        0,
                        Long.parseUnsignedLong(high, 16),
                        Long.parseUnsignedLong(low, 16),
                        scope);
        for (Form form : Form.values()) {
            assertThat(format(form, address.toBytes(), NULL)).isEqualTo(text);
            assertThat(parse(form, text, AF_INET6, NULL)).isEqualTo(address);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "0x7f.1, 2130706433",
        "017700000001, 2130706433",
        "127.0.1, 2130706433",
    })
    @DisplayName("IPv4 is read as inet_addr reads it: fewer parts, octal, hexadecimal")
    void readsShortIpv4(String text, int address) {
        for (Form form : Form.values()) {
            assertThat(parse(form, text + ":0x50", AF_INET, NULL))
                    .isEqualTo(new SockAddrIn(80, address));
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("flow information is not written, and is 0 in what is read")
    void losesFlowInformation(Form form) {
        SockAddrIn6 address = new SockAddrIn6(1, 0xabcde, 0, 1, 0);
        assertThat(format(form, address.toBytes(), NULL)).isEqualTo("[::1]:1");
        assertThat(parse(form, "[::1]:1", AF_INET6, NULL))
                .isEqualTo(new SockAddrIn6(1, 0, 0, 1, 0));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("what follows the address within its length is ignored")
    void ignoresWhatFollowsTheAddress(Form form) {
        byte[] storage = room(SIZEOF_SOCKADDR_STORAGE).toArray(JAVA_BYTE);
        System.arraycopy(LOOPBACK.toBytes(), 0, storage, 0, LOOPBACK.length());
        assertThat(format(form, storage, NULL)).isEqualTo("127.0.0.1:80");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("a structure chooses by its catalog entry, an unknown one is WSAEINVAL")
    void goesByTheStructure(Form form) {
        for (ProtocolInfo entry : Catalog.entries()) {
            MemorySegment info = form.info(entry);
            assertThat(info.byteSize()).isEqualTo(form.info);
            assertThat(format(form, LOOPBACK.toBytes(), info)).isEqualTo("127.0.0.1:80");
            assertThat(parse(form, "127.0.0.1:80", AF_INET, info)).isEqualTo(LOOPBACK);
        }
        MemorySegment unknown = room(form.info);
        MemorySegment number = Sockets.number(ROOM);
        Sockets.checkFails(
                WSAEINVAL,
                form.toText(
                        LOOPBACK.toSegment(),
                        LOOPBACK.length(),
                        unknown,
                        room(ROOM * form.unit),
                        number));
        Sockets.checkFails(
                WSAEINVAL, form.toAddress(form.text("1"), AF_INET, unknown, room(ROOM), number));
        assertThat(Memory.int32(number, 0)).isEqualTo(ROOM);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("no room for the text: WSAEFAULT with the characters needed, the text untouched")
    void tellsTheCharactersNeeded(Form form) {
        int needed = "127.0.0.1:80".length() + 1;
        MemorySegment name = LOOPBACK.toSegment();
        for (int given : new int[] {0, 1, needed - 1}) {
            MemorySegment text = room(ROOM * form.unit);
            MemorySegment length = Sockets.number(given);
            Sockets.checkFails(WSAEFAULT, form.toText(name, LOOPBACK.length(), NULL, text, length));
            assertThat(Memory.int32(length, 0)).isEqualTo(needed);
            assertThat(Memory.bytes(text, 0, ROOM)).containsOnly(UNTOUCHED);
        }
        MemorySegment length = Sockets.number(0);
        Sockets.checkFails(WSAEFAULT, form.toText(name, LOOPBACK.length(), NULL, NULL, length));
        assertThat(Memory.int32(length, 0)).as("asked without a text").isEqualTo(needed);
        MemorySegment exact = room(needed * form.unit);
        Sockets.check(form.toText(name, LOOPBACK.length(), NULL, exact, length));
        assertThat(form.read(exact, needed)).isEqualTo("127.0.0.1:80\0");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("no room for the address: WSAEFAULT with the bytes needed, whatever the text is")
    void tellsTheBytesNeeded(Form form) {
        for (int family : new int[] {AF_INET, AF_INET6}) {
            int needed = Sockets.loopback(family, 0).length();
            for (int given : new int[] {Integer.MIN_VALUE, -1, 0, needed - 1}) {
                for (String text : new String[] {"", family == AF_INET ? "1.2.3.4" : "::1"}) {
                    MemorySegment name = room(needed);
                    MemorySegment length = Sockets.number(given);
                    Sockets.checkFails(
                            WSAEFAULT, form.toAddress(form.text(text), family, NULL, name, length));
                    assertThat(Memory.int32(length, 0)).isEqualTo(needed);
                    assertThat(Memory.bytes(name, 0, needed)).containsOnly(UNTOUCHED);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("an address too short for its family, or of one without text: WSAEINVAL")
    void refusesWhatIsNoAddress(Form form) {
        for (SockAddr address :
                new SockAddr[] {
                    LOOPBACK, Sockets.loopback(AF_INET6, 80), SockAddrUn.ofPath("/tmp/s")
                }) {
            MemorySegment name = address.toSegment();
            int most = address.family() == AF_UNIX ? address.length() : address.length() - 1;
            for (int namelen = 0; namelen <= most; namelen++) {
                refuses(form, name, namelen);
            }
        }
        for (int family : new int[] {0, 10, 22, 0xffff}) {
            MemorySegment name = room(SIZEOF_SOCKADDR_STORAGE);
            Memory.int16(name, 0, (short) family);
            refuses(form, name, SIZEOF_SOCKADDR_STORAGE);
        }
    }

    private static void refuses(Form form, MemorySegment name, int namelen) {
        MemorySegment text = room(ROOM * form.unit);
        MemorySegment length = Sockets.number(ROOM);
        Sockets.checkFails(WSAEINVAL, form.toText(name, namelen, NULL, text, length));
        assertThat(Memory.int32(length, 0)).isEqualTo(ROOM);
        assertThat(Memory.bytes(text, 0, ROOM)).containsOnly(UNTOUCHED);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("text that is no address of the family: WSAEINVAL, the memory untouched")
    void refusesOtherText(Form form) {
        refuses(form, "::1", AF_INET);
        refuses(form, "1.2.3.4", AF_INET6);
        for (String text :
                new String[] {"", " ", "localhost", "1.2.3.256", "1.2.3.4:", "1.2.3.4:0", "1 "}) {
            refuses(form, text, AF_INET);
        }
        for (String text :
                new String[] {"", ":", "1:2", "::1::", "::1:80:", "[::1", "[::1]:0", "::1%x"}) {
            refuses(form, text, AF_INET6);
        }
        for (int family : new int[] {0, AF_UNIX, 10, 0x10002, -1}) {
            refuses(form, "1.2.3.4", family);
        }
    }

    private static void refuses(Form form, String text, int family) {
        MemorySegment name = room(ROOM);
        MemorySegment length = Sockets.number(ROOM);
        Sockets.checkFails(WSAEINVAL, form.toAddress(form.text(text), family, NULL, name, length));
        assertThat(Memory.int32(length, 0)).isEqualTo(ROOM);
        assertThat(Memory.bytes(name, 0, ROOM)).containsOnly(UNTOUCHED);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("no text at all: WSAEINVAL, before any other fault")
    void refusesNoText(Form form) {
        Sockets.checkFails(
                WSAEINVAL, form.toAddress(NULL, AF_INET, NULL, room(ROOM), Sockets.number(ROOM)));
        Sockets.checkFails(WSAEINVAL, form.toAddress(NULL, AF_INET, NULL, NULL, NULL));
    }
}
