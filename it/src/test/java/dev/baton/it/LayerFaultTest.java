package dev.baton.it;

import static dev.baton.winsock.Constants.AF_INET;
import static dev.baton.winsock.Constants.INVALID_SOCKET;
import static dev.baton.winsock.Constants.SOCK_DGRAM;
import static dev.baton.winsock.Constants.SOCK_STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.DescriptorSnapshot;
import dev.baton.testkit.Here;
import dev.baton.testkit.Holder;
import dev.baton.testkit.NoLeaks;
import dev.baton.testkit.Sockets;
import dev.baton.testkit.layer.ScriptedFactory;
import dev.baton.testkit.layer.TestCatalog;
import dev.baton.winsock.Constants;
import dev.baton.winsock.Winsock;
import dev.baton.winsock.spi.LPCONDITIONPROC;
import dev.baton.winsock.spi.LayeredProvider;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.ProtocolInfo;
import java.lang.foreign.MemorySegment;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Layers that are broken, over TCP: their calls fail, nothing else is harmed or left behind. */
@ExtendWith(NoLeaks.class)
@NullUnmarked // JUnit fills the fields.
final class LayerFaultTest {
    private TestCatalog catalog;
    private Sockets.Pair undisturbed;
    private DescriptorSnapshot before;

    @BeforeEach
    void start() {
        catalog = new TestCatalog().install(LayerFaultTest::isTcp, new ScriptedFactory());
        Sockets.startup();
        undisturbed = Sockets.datagrams(AF_INET);
        before = DescriptorSnapshot.ofSelf();
    }

    private static boolean isTcp(ProtocolInfo entry) {
        return entry.iAddressFamily() == AF_INET && entry.iSocketType() == SOCK_STREAM;
    }

    @AfterEach
    void stop() {
        try {
            before.awaitEqual(Worker.LIMIT, DescriptorSnapshot.Descriptor::isSocket);
            undisturbed.client().send("still there").succeeds();
            assertThat(undisturbed.server().text(11)).isEqualTo("still there");
        } finally {
            ScriptedFactory.reset();
            Sockets.cleanupAll();
            catalog.close();
        }
    }

    private static void fails(long result, int error) {
        int last = Winsock.WSAGetLastError();
        assertThat(result).isEqualTo(INVALID_SOCKET);
        assertThat(last).isEqualTo(error);
    }

    private static long tcp() {
        return Winsock.socket(AF_INET, SOCK_STREAM, 0);
    }

    private static int startsWith(int version, MemorySegment data) {
        Memory.int16(data, 0, (short) version);
        return 0;
    }

    static Stream<Arguments> starts() {
        return Stream.of(
                start(
                        "fails",
                        Constants.WSAEPROVIDERFAILEDINIT,
                        (u, d, o) -> Constants.WSASYSNOTREADY),
                start(
                        "throws",
                        Constants.WSAEPROVIDERFAILEDINIT,
                        (u, d, o) -> {
                            throw new IllegalStateException("no");
                        }),
                start(
                        "lacks a class",
                        Constants.WSAEPROVIDERFAILEDINIT,
                        (u, d, o) -> {
                            throw new NoClassDefFoundError("no/Such");
                        }),
                start(
                        "leaves the table empty",
                        Constants.WSAEINVALIDPROCTABLE,
                        (u, d, o) -> startsWith(Constants.WINSOCK_VERSION, d)),
                start(
                        "has another version",
                        Constants.WSAEINVALIDPROVIDER,
                        (u, d, o) -> u.get() + startsWith(0x0102, d)));
    }

    private static Arguments start(String what, int error, ScriptedFactory.Startup script) {
        return Arguments.of(Named.of(what, script), error);
    }

    @ParameterizedTest
    @MethodSource("starts")
    @DisplayName("A239 A240 a layer that does not start fails its sockets, and only those")
    void failsItsSockets(ScriptedFactory.Startup script, int error) {
        ScriptedFactory.startup(script);
        fails(tcp(), error);
        fails(tcp(), error);
        assertThat(Winsock.closesocket(Winsock.socket(AF_INET, SOCK_DGRAM, 0))).isZero();
    }

    @Test
    @DisplayName(
            "A240 a layer whose own preparation throws fails its sockets; the next start is good")
    void failsToPrepare() {
        ScriptedFactory.layers(() ->
                new LayeredProvider() {
                    @Override
                    protected void started() {
                        throw new IllegalArgumentException("no such option");
                    }
                });
        fails(tcp(), Constants.WSAEPROVIDERFAILEDINIT);
        ScriptedFactory.reset();
        assertThat(Winsock.closesocket(tcp())).isZero();
    }

    /** How a layer makes a socket. */
    interface Making {
        long make(LongSupplier usual, MemorySegment lpErrno);
    }

    private static LayeredProvider making(Making making) {
        return new LayeredProvider() {
            @Override
            public long WSPSocket(
                    int af,
                    int type,
                    int protocol,
                    MemorySegment info,
                    int g,
                    int flags,
                    MemorySegment lpErrno) {
                return making.make(
                        () -> super.WSPSocket(af, type, protocol, info, g, flags, lpErrno),
                        lpErrno);
            }
        };
    }

    static Stream<Arguments> faultsOfMaking() {
        return Stream.of(
                making(
                        "throws before",
                        Constants.WSASYSCALLFAILURE,
                        (usual, lpErrno) -> {
                            throw new IllegalStateException("a bug");
                        }),
                making(
                        "throws after",
                        Constants.WSASYSCALLFAILURE,
                        (usual, lpErrno) -> {
                            assertThat(usual.getAsLong()).isNotEqualTo(INVALID_SOCKET);
                            throw new NoClassDefFoundError("a bug");
                        }),
                making(
                        "refuses after",
                        Constants.WSAEACCES,
                        (usual, lpErrno) -> {
                            assertThat(usual.getAsLong()).isNotEqualTo(INVALID_SOCKET);
                            Memory.int32(lpErrno, 0, Constants.WSAEACCES);
                            return INVALID_SOCKET;
                        }),
                making(
                        "fails without a code",
                        Constants.WSASYSCALLFAILURE,
                        (usual, lpErrno) -> INVALID_SOCKET));
    }

    private static Arguments making(String what, int error, Making making) {
        return Arguments.of(Named.of(what, making), error);
    }

    @ParameterizedTest
    @MethodSource("faultsOfMaking")
    @DisplayName("A032 a layer that breaks while it makes a socket leaves none behind")
    void leavesNoSocket(Making making, int error) {
        ScriptedFactory.layers(() -> making(making));
        for (int i = 0; i < 3; i++) {
            fails(tcp(), error);
        }
    }

    @Test
    @DisplayName("A layer that throws when it is told of a socket: the socket is closed")
    void throwsWhenTold() {
        ScriptedFactory.layers(() ->
                new LayeredProvider() {
                    @Override
                    protected void socketOpened(long s, byte[] context) {
                        throw new NullPointerException("a bug");
                    }
                });
        fails(tcp(), Constants.WSASYSCALLFAILURE);
    }

    @Test
    @DisplayName("A layer that throws in accept: the connection ends, the listener works on")
    void throwsInAccept() {
        boolean[] broken = {true};
        ScriptedFactory.layers(() ->
                new LayeredProvider() {
                    @Override
                    public long WSPAccept(
                            long s,
                            MemorySegment addr,
                            MemorySegment addrlen,
                            @Nullable LPCONDITIONPROC condition,
                            long data,
                            MemorySegment lpErrno) {
                        long accepted = super.WSPAccept(s, addr, addrlen, condition, data, lpErrno);
                        if (broken[0]) {
                            throw new IllegalStateException("a bug");
                        }
                        return accepted;
                    }
                });
        Holder listener = Sockets.listener(AF_INET);
        Holder first = Sockets.socket(AF_INET, SOCK_STREAM);
        first.connect(listener.name()).succeeds();
        listener.tryAccept().failsWith(Constants.WSASYSCALLFAILURE);
        first.receivesEnd();
        broken[0] = false;
        Holder second = Sockets.socket(AF_INET, SOCK_STREAM);
        second.connect(listener.name()).succeeds();
        Holder accepted = listener.accept();
        accepted.send("x").succeeds();
        assertThat(second.text(1)).isEqualTo("x");
        Stream.of(accepted, second, first, listener).forEach(Holder::close);
    }

    @Test
    @DisplayName(
            "A layer that throws in every call: each fails, the socket can be closed at the end")
    void throwsInCalls() {
        boolean[] broken = {true};
        ScriptedFactory.layers(() ->
                new LayeredProvider() {
                    @Override
                    public int WSPListen(long s, int backlog, MemorySegment lpErrno) {
                        throw new ArithmeticException("a bug");
                    }

                    @Override
                    public int WSPCloseSocket(long s, MemorySegment lpErrno) {
                        if (broken[0]) {
                            throw new ArithmeticException("a bug");
                        }
                        return super.WSPCloseSocket(s, lpErrno);
                    }
                });
        long s = tcp();
        fails(Winsock.listen(s, 1), Constants.WSASYSCALLFAILURE);
        fails(Winsock.closesocket(s), Constants.WSASYSCALLFAILURE);
        broken[0] = false;
        assertThat(Winsock.closesocket(s)).isZero();
    }

    @Test
    @DisplayName("A242 a layer that closes and ends twice ends nothing of the others")
    void endsTwice() {
        ScriptedFactory.layers(() ->
                new LayeredProvider() {
                    @Override
                    public int WSPCloseSocket(long s, MemorySegment lpErrno) {
                        next().WSPCloseSocket(s, lpErrno);
                        super.WSPCloseSocket(s, lpErrno);
                        for (int i = 0; i < 3; i++) {
                            next().WSPCleanup(lpErrno);
                        }
                        return 0;
                    }
                });
        Holder other = Here.HERE.holder(tcp());
        long s = tcp();
        assertThat(Winsock.closesocket(s)).isZero();
        fails(Winsock.closesocket(s), Constants.WSAENOTSOCK);
        other.bind(Sockets.loopback(AF_INET, 0)).succeeds();
        other.close();
        assertThat(Winsock.closesocket(tcp())).isZero();
    }

    @Test
    @DisplayName("A layer that throws when it is told of a close: the descriptor is closed")
    void throwsWhenToldOfTheClose() {
        ScriptedFactory.layers(() ->
                new LayeredProvider() {
                    @Override
                    protected void socketClosed(long s) {
                        throw new IllegalStateException("a bug");
                    }
                });
        long s = tcp();
        assertThat(Winsock.closesocket(s)).isZero();
        fails(Winsock.closesocket(s), Constants.WSAENOTSOCK);
    }

    @Test
    @DisplayName("A layer whose end throws: Winsock ends, and starts again")
    void throwsAtTheEnd() {
        ScriptedFactory.layers(() ->
                new LayeredProvider() {
                    @Override
                    protected void ended() {
                        throw new IllegalStateException("a bug");
                    }
                });
        tcp();
        Sockets.cleanupAll();
        Sockets.startup();
        undisturbed = Sockets.datagrams(AF_INET);
        before = DescriptorSnapshot.ofSelf();
        ScriptedFactory.reset();
        assertThat(Winsock.closesocket(tcp())).isZero();
    }
}
