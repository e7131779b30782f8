package dev.baton.cli.doctor;

import static dev.baton.cli.doctor.Check.bad;
import static dev.baton.cli.doctor.Check.good;

import dev.baton.cli.sockets.Sockets;
import dev.baton.cli.sockets.WinsockFailure;
import dev.baton.cli.text.Units;
import dev.baton.winsock.struct.ErrorNames;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;

/** Opens the inbox of this process and hands it a connection of its own. */
final class HandoverCheck {
    private static final String INBOX = "inbox";
    private static final String HANDOVER = "hand-over";
    private static final String REMEDY = "the log or a line above says what to change";
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private HandoverCheck() {}

    static List<Check> run() {
        try (Sockets winsock = Sockets.start()) {
            return List.of(good(INBOX, "WSAStartup opened it"), handOver(winsock));
        } catch (WinsockFailure e) {
            return List.of(
                    bad(INBOX, "WSAStartup: " + ErrorNames.name(e.code()), REMEDY),
                    bad(HANDOVER, "not tried", "what the line of the inbox says"));
        } catch (LinkageError | IllegalStateException e) {
            // An architecture or a C library that the bindings do not know ends here.
            return List.of(
                    bad(INBOX, "WSAStartup: " + e, REMEDY),
                    bad(HANDOVER, "not tried", "what the line of the inbox says"));
        }
    }

    private static Check handOver(Sockets winsock) {
        try {
            long listener = winsock.listen();
            InetSocketAddress server =
                    new InetSocketAddress(
                            InetAddress.getByAddress(LOOPBACK), winsock.port(listener));
            try (SocketChannel client = SocketChannel.open(server)) {
                long begin = System.nanoTime();
                long source = winsock.accept(listener);
                int pid = Math.toIntExact(ProcessHandle.current().pid());
                byte[] info = winsock.duplicate(source, pid);
                winsock.closesocket(source);
                long target = winsock.open(info);
                long nanos = System.nanoTime() - begin;
                client.write(ByteBuffer.wrap(new byte[] {1}));
                int received = winsock.receive(target, new byte[2]);
                return received == 1
                        ? good(
                                HANDOVER,
                                "a connection handed to this process itself lives on ("
                                        + Units.millis(nanos)
                                        + ", the first one)")
                        : bad(HANDOVER, "received " + received + " bytes of 1", "report this");
            }
        } catch (WinsockFailure e) {
            return bad(HANDOVER, String.valueOf(e.getMessage()), REMEDY);
        } catch (IOException e) {
            return bad(HANDOVER, "127.0.0.1: " + e, "bring the loopback interface up");
        }
    }
}
