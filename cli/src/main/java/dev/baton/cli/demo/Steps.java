package dev.baton.cli.demo;

import static dev.baton.cli.text.Units.count;
import static dev.baton.cli.text.Units.hex;

import dev.baton.winsock.Constants;

/** The wording of the steps: numbers and meaning are those of the table of WSPDuplicateSocket. */
final class Steps {
    private static final int INFO = Constants.SIZEOF_WSAPROTOCOL_INFOW;

    private Steps() {}

    static Step accepted(long listener, long s) {
        return Step.of(
                1,
                "accept(s=" + hex(listener) + ", NULL, NULL) = " + hex(s),
                "the specification's source connects (WSPSocket, WSPConnect); this one serves");
    }

    static Step pidRequested() {
        return Step.of(2, "requests the target's process identifier");
    }

    static Step pidTold(int pid) {
        return Step.of(3, "receives the request and responds: " + pid);
    }

    static Step pidReceived(int pid) {
        return Step.of(4, "receives the process identifier: " + pid);
    }

    static Step duplicated(long s, int pid, long answered, long next) {
        return Step.of(
                5,
                "WSADuplicateSocketW(s=" + hex(s) + ", dwProcessId=" + pid + ", &info) = 0",
                count(answered)
                        + " messages answered here; message "
                        + count(next)
                        + " is for the target",
                "info, a WSAPROTOCOL_INFOW of " + INFO + " bytes:");
    }

    static Step sent() {
        return Step.of(6, "sends the structure, " + INFO + " bytes, through a pipe");
    }

    static Step received() {
        return Step.of(7, "receives the structure, " + INFO + " bytes");
    }

    static Step opened(long s, boolean noDelay) {
        return Step.of(
                8,
                "WSASocketW(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, &info, 0,"
                        + " WSA_FLAG_OVERLAPPED) = "
                        + hex(s),
                "TCP_NODELAY, set by the source, is "
                        + (noDelay ? "on" : "off")
                        + " here too: one socket, all state in common");
    }

    static Step used(long s, long number) {
        String call = "(s=" + hex(s) + ", buf, " + Message.SIZE + ", 0) = " + Message.SIZE;
        return Step.of(
                9,
                "recv" + call + ", send" + call,
                "message " + count(number) + " answered, and the conversation goes on");
    }

    static Step closed(long s) {
        return Step.of(10, "closesocket(s=" + hex(s) + ") = 0");
    }

    static Step allDuplicated(int sockets, int pid) {
        return Step.of(
                5,
                "SharedSockets.duplicate(sockets, "
                        + sockets
                        + ", dwProcessId="
                        + pid
                        + ", infos) = 0");
    }

    static Step allClosed() {
        return Step.of(10, "closesocket(s) = 0, for each, before the target has opened any");
    }

    static Step allOpened(int sockets) {
        return Step.of(8, "SharedSockets.open(infos, " + sockets + ", sockets) = " + sockets);
    }
}
