package dev.baton.layers.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.layers.AnyCall;
import dev.baton.layers.Entry;
import dev.baton.testkit.layer.LayerOptions;
import dev.baton.testkit.layer.TestChain;
import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.FdSet;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.SockAddrIn;
import dev.baton.winsock.struct.SockAddrIn6;
import dev.baton.winsock.struct.SockAddrUn;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TraceLayerTest {
    private static final MemorySegment NULL = MemorySegment.NULL;

    @TempDir private Path folder;
    private final LayerOptions options = LayerOptions.of("trace");

    private Path file() {
        return folder.resolve("trace");
    }

    private TestChain traced(String... pairs) {
        options.set(pairs);
        return TestChain.overTcp(new TraceFactory());
    }

    @BeforeEach
    void traceToAFile() {
        options.set("to", file().toString());
    }

    @AfterEach
    void forgetOptions() {
        options.close();
    }

    /** The lines without what differs from run to run. */
    private List<String> lines() throws IOException {
        return Files.readAllLines(file()).stream()
                .map(line -> line.replaceFirst("^\\d\\d:\\d\\d:\\d\\d\\.\\d{6} \\[main] ", ""))
                .map(line -> line.replaceFirst(" in \\d+ µs$", ""))
                .toList();
    }

    private static MemorySegment text(String text) {
        return MemorySegment.ofArray(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static MemorySegment number(int value) {
        return MemorySegment.ofArray(new int[] {value});
    }

    @ParameterizedTest
    @EnumSource
    void printsEveryEntryOnceAndPassesItOnOnce(Entry entry) throws IOException {
        TestChain chain = traced();
        AnyCall.answerAll(chain.base(), call -> call.fail(Constants.WSAENETDOWN));
        AnyCall.empty(chain.top(), entry, chain.lpErrno());
        assertThat(chain.base().calls(entry.name())).hasSize(1);
        assertThat(lines()).singleElement().asString().startsWith(entry + "(");
        String line = lines().getFirst();
        assertThat(line).doesNotContain("arg0=", "lpErrno");
        assertThat(Signature.of(entry).names()).allMatch(name -> line.contains(name + "="));
    }

    @Test
    void showsAConnectionAndWhatCameOfIt() throws IOException {
        MemorySegment name = new SockAddrIn(8080, 0x7f000001).toSegment();
        try (TestChain chain = traced("calls", "WSPConnect")) {
            long s = chain.socket();
            chain.top().WSPConnect(s, name, 16, NULL, NULL, NULL, NULL, chain.lpErrno());
            chain.base().answers("WSPConnect", call -> call.fail(Constants.WSAECONNREFUSED));
            chain.top().WSPConnect(s, name, 15, NULL, NULL, NULL, NULL, chain.lpErrno());
        }
        String rest = "lpCallerData=NULL, lpCalleeData=NULL, lpSQOS=NULL, lpGQOS=NULL) = ";
        assertThat(lines())
                .containsExactly(
                        "WSPConnect(s=0x1000, name=127.0.0.1:8080, namelen=16, " + rest + "0",
                        "WSPConnect(s=0x1000, name=(unusable), namelen=15, "
                                + rest
                                + "SOCKET_ERROR WSAECONNREFUSED");
    }

    @Test
    void showsTheFirstBytesThatWereMovedAndTheirNumber() throws IOException {
        try (TestChain chain = traced("calls", "WSPSend, WSPRecv")) {
            long s = chain.socket();
            MemorySegment[] out = {text("Hi\n"), text("\"0123456789abcdef")};
            chain.top().WSPSend(s, out, 2, number(0), 0, NULL, null, NULL, chain.lpErrno());
            chain.base()
                    .answers(
                            "WSPRecv",
                            call -> {
                                Memory.int8(call.buffers(1)[0], 0, (byte) 'x');
                                Memory.int32(call.memory(3), 0, 1);
                                return 0;
                            });
            MemorySegment[] in = {text("secret"), text("secret")};
            chain.top().WSPRecv(s, in, 2, number(9), number(0), NULL, null, NULL, chain.lpErrno());
            chain.base().answers("WSPRecv", call -> call.fail(Constants.WSAEWOULDBLOCK));
            chain.top().WSPRecv(s, in, 1, number(9), number(0), NULL, null, NULL, chain.lpErrno());
        }
        String rest = "lpOverlapped=NULL, lpCompletionRoutine=NULL, lpThreadId=NULL) = ";
        assertThat(lines())
                .containsExactly(
                        "WSPSend(s=0x1000, lpBuffers=[3 bytes \"Hi\\x0a\", 17 bytes"
                                + " \"\\x220123456789abcde\"…], dwBufferCount=2,"
                                + " lpNumberOfBytesSent=20, dwFlags=0x0, "
                                + rest
                                + "0, 20 bytes",
                        "WSPRecv(s=0x1000, lpBuffers=[6 bytes \"x\", 6 bytes], dwBufferCount=2,"
                                + " lpNumberOfBytesRecvd=1, lpFlags=0, "
                                + rest
                                + "0, 1 bytes",
                        "WSPRecv(s=0x1000, lpBuffers=[6 bytes], dwBufferCount=1,"
                                + " lpNumberOfBytesRecvd=9, lpFlags=0, "
                                + rest
                                + "SOCKET_ERROR WSAEWOULDBLOCK");
    }

    @Test
    void showsSocketsBoolsStructuresAndSets() throws IOException {
        MemorySegment set = MemorySegment.ofArray(new byte[FdSet.SIZEOF]);
        FdSet.FD_SET(0x1000, set);
        FdSet.FD_SET(0x1004, set);
        try (TestChain chain = traced()) {
            long s = chain.socket();
            chain.base()
                    .answers(
                            "WSPSelect",
                            call -> {
                                FdSet.FD_CLR(0x1004, call.memory(1));
                                return 1;
                            });
            MemorySegment timeout = MemorySegment.ofArray(new int[] {1, 500});
            chain.top().WSPSelect(2, set, NULL, NULL, timeout, chain.lpErrno());
            chain.base()
                    .answers(
                            "WSPGetQOSByName",
                            call -> {
                                call.fail(Constants.WSAEOPNOTSUPP);
                                return 0;
                            });
            chain.top().WSPGetQOSByName(s, NULL, NULL, chain.lpErrno());
            chain.base().answers("WSPAccept", call -> call.fail(Constants.WSAEINVAL));
            chain.top().WSPAccept(s, NULL, NULL, null, 0, chain.lpErrno());
        }
        assertThat(lines())
                .containsExactly(
                        "WSPSocket(af=-1, type=-1, protocol=-1, lpProtocolInfo={entry 3001, handle"
                                + " 0}, g=0, dwFlags=0x0) = 0x1000",
                        "WSPSelect(nfds=2, readfds={0x1000, 0x1004}→{0x1000}, writefds=NULL,"
                                + " exceptfds=NULL, timeout=1 s 500 µs) = 1",
                        "WSPGetQOSByName(s=0x1000, lpQOSName=NULL, lpQOS=NULL) = FALSE"
                                + " WSAEOPNOTSUPP",
                        "WSPAccept(s=0x1000, addr=NULL, addrlen=NULL, lpfnCondition=NULL,"
                                + " dwCallbackData=0) = INVALID_SOCKET WSAEINVAL",
                        "WSPCleanup() = 0");
    }

    @Test
    void decodesEveryFamily() throws IOException {
        MemorySegment in6 = new SockAddrIn6(443, 0, 0x20010db800000000L, 1, 0).toSegment();
        MemorySegment path = SockAddrUn.ofPath("/tmp/a\nb").toSegment();
        MemorySegment other = MemorySegment.ofArray(new byte[16]);
        Memory.int16(other, 0, (short) 77);
        try (TestChain chain = traced("calls", "WSPBind")) {
            for (MemorySegment each : Arrays.asList(in6, path, other, NULL)) {
                chain.top().WSPBind(4, each, (int) each.byteSize(), chain.lpErrno());
            }
        }
        assertThat(lines())
                .containsExactly(
                        "WSPBind(s=0x4, name=[2001:db8::1]:443, namelen=28) = 0",
                        "WSPBind(s=0x4, name=\"/tmp/a\\x0ab\", namelen=11) = 0",
                        "WSPBind(s=0x4, name=(family 77), namelen=16) = 0",
                        "WSPBind(s=0x4, name=NULL, namelen=0) = 0");
    }

    @Test
    void showsWhatACallFilledOnlyIfItSucceeded() throws IOException {
        try (TestChain chain = traced("calls", "WSPGetSockName,WSPGetSockOpt,WSPIoctl")) {
            chain.base()
                    .answers(
                            "WSPGetSockName",
                            call -> {
                                Memory.bytes(call.memory(1), 0, new SockAddrIn(7, 1).toBytes());
                                Memory.int32(call.memory(2), 0, 16);
                                return 0;
                            });
            MemorySegment name = MemorySegment.ofArray(new byte[28]);
            chain.top().WSPGetSockName(4, name, number(28), chain.lpErrno());
            chain.base().answers("WSPGetSockName", call -> call.fail(Constants.WSAEINVAL));
            chain.top().WSPGetSockName(4, name, number(28), chain.lpErrno());
            chain.top().WSPGetSockOpt(4, 6, 1, text("AB--"), number(2), chain.lpErrno());
            MemorySegment in = text("in");
            chain.top()
                    .WSPIoctl(
                            4,
                            0x4004667f,
                            in,
                            2,
                            text("out-"),
                            4,
                            number(3),
                            NULL,
                            null,
                            NULL,
                            chain.lpErrno());
        }
        assertThat(lines())
                .containsExactly(
                        "WSPGetSockName(s=0x4, name=0.0.0.1:7, namelen=16) = 0",
                        "WSPGetSockName(s=0x4, name=(28 bytes), namelen=28) = SOCKET_ERROR"
                                + " WSAEINVAL",
                        "WSPGetSockOpt(s=0x4, level=0x6, optname=0x1, optval=2 bytes \"AB\","
                                + " optlen=2) = 0",
                        "WSPIoctl(s=0x4, dwIoControlCode=0x4004667f, lpvInBuffer=2 bytes \"in\","
                                + " cbInBuffer=2, lpvOutBuffer=3 bytes \"out\", cbOutBuffer=4,"
                                + " lpcbBytesReturned=3, lpOverlapped=NULL,"
                                + " lpCompletionRoutine=NULL, lpThreadId=NULL) = 0");
    }

    @Test
    void escapesJson() throws IOException {
        MemorySegment name = SockAddrUn.ofPath("a\"b\\c").toSegment();
        try (TestChain chain = traced("form", "json", "calls", "WSPBind,WSPSend")) {
            Thread.currentThread().setName("m\"\\\n\u0001");
            chain.base().answers("WSPBind", call -> call.fail(Constants.WSAEADDRINUSE));
            chain.top().WSPBind(4, name, (int) name.byteSize(), chain.lpErrno());
            MemorySegment[] out = {text("x")};
            chain.top().WSPSend(4, out, 1, number(0), 0, NULL, null, NULL, chain.lpErrno());
        } finally {
            Thread.currentThread().setName("main");
        }
        List<String> lines = Files.readAllLines(file());
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst().replaceFirst("\\d{4}-[^\"]+Z", "T").replaceFirst("\\d+}", "0}"))
                .isEqualTo(
                        "{\"time\":\"T\",\"thread\":\"m\\\"\\\\\\u000a\\u0001\",\"call\":\"WSPBind\","
                                + "\"arguments\":{\"s\":\"0x4\","
                                + "\"name\":\"\\\"a\\\\x22b\\\\x5cc\\\"\",\"namelen\":\"8\"},"
                                + "\"result\":\"SOCKET_ERROR\",\"error\":\"WSAEADDRINUSE\","
                                + "\"microseconds\":0}");
        assertThat(lines.getLast())
                .contains("\"result\":\"0\",\"bytes\":1,\"microseconds\":")
                .doesNotContain("error");
    }

    @Test
    void printsACallThatThrewAndThrowsOn() throws IOException {
        try (TestChain chain = traced("calls", "WSPListen")) {
            IllegalStateException thrown = new IllegalStateException("of the provider");
            chain.base()
                    .answers(
                            "WSPListen",
                            call -> {
                                throw thrown;
                            });
            assertThatThrownBy(() -> chain.top().WSPListen(4, 5, chain.lpErrno())).isSameAs(thrown);
        }
        assertThat(lines())
                .containsExactly("WSPListen(s=0x4, backlog=5) = threw IllegalStateException");
    }

    @Test
    void appendsToItsFile() throws IOException {
        Files.writeString(file(), "before\n");
        traced("calls", "WSPCleanup").close();
        assertThat(lines()).containsExactly("before", "WSPCleanup() = 0");
    }

    @ParameterizedTest
    @CsvSource({
        "form, xml, human or json",
        "to, /nonexistent/trace, the path of a file",
        "calls, 'WSPSend,send', names of entries",
        "calls, '', names of entries"
    })
    void doesNotStartWithABadValue(String option, String value, String allowed) {
        String bad = value.substring(value.lastIndexOf(',') + 1);
        assertThatThrownBy(() -> traced(option, value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dev.baton.layers.trace." + option + ": \"" + bad + '"')
                .hasMessageContaining(allowed);
    }
}
