import static dev.baton.winsock.Constants.*;
import static dev.baton.winsock.Winsock.*;

import dev.baton.winsock.struct.*;
import java.io.*;
import java.lang.foreign.MemorySegment;
import java.net.*;
import java.nio.file.*;
import java.util.*;

/**
 * A connection changes hands between two processes that both work with network events.
 *
 * <p>The source waits for FD_ACCEPT, FD_READ and FD_CLOSE with one event object and answers a
 * client in upper case. In the middle it hands the connection to a target process, which registers
 * an event of its own: from that call on, the source's registration is silent. The client notices
 * nothing. After any ./baton command, and without arguments:
 *
 * <pre>java --enable-native-access=ALL-UNNAMED -cp 'cli/target/app/*' examples/EventHandoff.java</pre>
 */
class EventHandoff {
    static final int EVENTS = FD_ACCEPT | FD_READ | FD_CLOSE;
    static final int LINES = 6;

    public static void main(String[] args) throws Exception {
        if (WSAStartup(WINSOCK_VERSION, MemorySegment.ofArray(new byte[WsaData.SIZEOF])) != 0) {
            throw new IllegalStateException("WSAStartup: the log says why");
        }
        if (args.length == 0) {
            source();
        } else {
            target();
        }
        check(WSACleanup());
    }

    static void source() throws Exception {
        Process target = startTarget();
        BufferedReader fromTarget = target.inputReader();
        fromTarget.readLine();
        long event = WSACreateEvent();
        long listener = check(socket(AF_INET, SOCK_STREAM, IPPROTO_TCP));
        check(bind(listener, new SockAddrIn(0, 0x7f000001).toSegment(), SockAddrIn.SIZEOF));
        check(listen(listener, SOMAXCONN));
        check(WSAEventSelect(listener, event, EVENTS));
        Thread client = Thread.ofPlatform().start(() -> talk(portOf(listener)));

        await(event, listener, FD_ACCEPT);
        // The connection inherits the listener's registration: the same event, the same events.
        long s = check(accept(listener, MemorySegment.NULL, MemorySegment.NULL));
        for (int line = 0; line < LINES / 2; line++) {
            await(event, s, FD_READ);
            answer(s, "source");
        }

        byte[] info = new byte[SIZEOF_WSAPROTOCOL_INFOW];
        check(WSADuplicateSocketW(s, (int) target.pid(), MemorySegment.ofArray(info)));
        target.getOutputStream().write(info);
        target.getOutputStream().flush();
        fromTarget.readLine();

        // The target is registered now. What was recorded before, perhaps the next line, has
        // signaled its event at once, and perhaps this one too, which must stay silent from here.
        WSAResetEvent(event);
        fromTarget.lines().forEach(System.out::println);
        client.join();
        long[] events = {event};
        int wait = WSAWaitForMultipleEvents(1, MemorySegment.ofArray(events), 0, 0, 0);
        System.out.println("source " + pid() + ": " + (wait == WSA_WAIT_TIMEOUT
                ? "its event was not signaled again" : "its event was signaled after the hand-over"));
        check(closesocket(s));
        check(closesocket(listener));
        WSACloseEvent(event);
    }

    static void target() throws Exception {
        System.out.println("ready");
        byte[] info = System.in.readNBytes(SIZEOF_WSAPROTOCOL_INFOW);
        long s = check(WSASocketW(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO,
                MemorySegment.ofArray(info), 0, WSA_FLAG_OVERLAPPED));
        long event = WSACreateEvent();
        check(WSAEventSelect(s, event, EVENTS));
        System.out.println("registered");
        for (int line = LINES / 2; line < LINES; line++) {
            await(event, s, FD_READ);
            answer(s, "target");
        }
        await(event, s, FD_CLOSE);
        System.out.println("target " + pid() + ": the client has closed");
        check(closesocket(s));
    }

    /** Waits until an event is recorded; what else is recorded meanwhile must not come here. */
    static void await(long event, long s, int expected) {
        long[] events = {event};
        check(WSAWaitForMultipleEvents(1, MemorySegment.ofArray(events), 0, WSA_INFINITE, 0));
        MemorySegment recorded = MemorySegment.ofArray(new int[WsaNetworkEvents.SIZEOF / 4]);
        check(WSAEnumNetworkEvents(s, event, recorded));
        if (WsaNetworkEvents.lNetworkEvents(recorded) != expected) {
            throw new IllegalStateException("recorded: " + WsaNetworkEvents.lNetworkEvents(recorded));
        }
    }

    static void answer(long s, String who) {
        MemorySegment buffer = MemorySegment.ofArray(new byte[256]);
        int length = (int) check(recv(s, buffer, 256, 0));
        byte[] bytes = buffer.asSlice(0, length).toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
        String line = new String(bytes).strip();
        System.out.println(who + " " + pid() + ": FD_READ, " + line);
        byte[] reply = (line.toUpperCase(Locale.ROOT) + "\n").getBytes();
        check(send(s, MemorySegment.ofArray(reply), reply.length, 0));
    }

    /** The client: one connection, and no idea of Baton. */
    static void talk(int port) {
        try (Socket connection = new Socket("127.0.0.1", port)) {
            BufferedReader in = new BufferedReader(new InputStreamReader(connection.getInputStream()));
            for (int i = 1; i <= LINES; i++) {
                connection.getOutputStream().write(("line " + i + "\n").getBytes());
                System.out.println("client: " + in.readLine());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Process startTarget() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(java, "--enable-native-access=ALL-UNNAMED", "-cp",
                System.getProperty("java.class.path"), "examples/EventHandoff.java", "target")
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    static int portOf(long s) {
        MemorySegment name = MemorySegment.ofArray(new byte[SockAddrIn.SIZEOF]);
        check(getsockname(s, name, MemorySegment.ofArray(new int[] {SockAddrIn.SIZEOF})));
        return ((SockAddrIn) SockAddr.of(name, SockAddrIn.SIZEOF)).port();
    }

    static long pid() {
        return ProcessHandle.current().pid();
    }

    static long check(long result) {
        if (result < 0) {
            throw new IllegalStateException(ErrorNames.name(WSAGetLastError()));
        }
        return result;
    }
}
