package dev.baton.cli.demo;

import static dev.baton.winsock.Constants.POLLRDNORM;

import dev.baton.cli.sockets.Sockets;
import dev.baton.cli.sockets.WinsockFailure;
import dev.baton.cli.text.Units;
import dev.baton.winsock.Winsock;
import dev.baton.winsock.struct.PollFd;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Answers the messages of any number of Winsock sockets, on the caller's thread. */
final class MessageServer {
    private final Sockets winsock;
    private final int pid = Math.toIntExact(ProcessHandle.current().pid());
    private final MemorySegment message = Arena.ofAuto().allocate(Message.SIZE);
    private final ByteBuffer bytes = message.asByteBuffer();
    private long[] sockets = {};
    private MemorySegment polled = MemorySegment.NULL;
    private long answered;
    private long lastNumber;

    MessageServer(Sockets winsock) {
        this.winsock = winsock;
    }

    void add(long... more) {
        int old = sockets.length;
        sockets = Arrays.copyOf(sockets, old + more.length);
        System.arraycopy(more, 0, sockets, old, more.length);
        prepare();
    }

    /** Takes all sockets away, open as they are, each between two messages. */
    long[] release() {
        long[] all = sockets;
        sockets = new long[0];
        return all;
    }

    boolean isIdle() {
        return sockets.length == 0;
    }

    /** Messages answered so far. */
    long answered() {
        return answered;
    }

    /** Number of the message answered last. */
    long lastNumber() {
        return lastNumber;
    }

    private void prepare() {
        // At least one element: a native segment of size zero is no memory for Winsock.
        polled = Arena.ofAuto().allocate((long) PollFd.SIZEOF * Math.max(1, sockets.length), 8);
        for (int i = 0; i < sockets.length; i++) {
            PollFd.fd(polled, i, sockets[i]);
            PollFd.events(polled, i, POLLRDNORM);
        }
    }

    /** Waits until a message has come and answers one of each socket that has any. */
    void turn(int timeoutMillis) {
        int ready = Winsock.WSAPoll(polled, sockets.length, timeoutMillis);
        if (ready < 0) {
            throw new WinsockFailure(
                    "WSAPoll(fds, " + sockets.length + ", " + timeoutMillis + ")",
                    Winsock.WSAGetLastError());
        }
        boolean ended = false;
        for (int i = 0; ready > 0 && i < sockets.length; i++) {
            if (PollFd.revents(polled, i) != 0) {
                ready--;
                if (!answer(sockets[i])) {
                    winsock.closesocket(sockets[i]);
                    sockets[i] = -1;
                    ended = true;
                }
            }
        }
        if (ended) {
            sockets = Arrays.stream(sockets).filter(s -> s >= 0).toArray();
            prepare();
        }
    }

    /** False at the end of the conversation. */
    private boolean answer(long s) {
        // To the message's end, so that nothing of it stays in this process when the socket moves.
        for (int have = 0; have < Message.SIZE; ) {
            int count = Winsock.recv(s, message.asSlice(have), Message.SIZE - have, 0);
            if (count <= 0) {
                return ended("recv", s, count, have);
            }
            have += count;
        }
        lastNumber = Message.number(bytes);
        Message.answer(bytes, pid);
        int count = Winsock.send(s, message, Message.SIZE, 0);
        if (count != Message.SIZE) {
            return ended("send", s, count, 0);
        }
        answered++;
        return true;
    }

    private static boolean ended(String call, long s, int result, int have) {
        if (result < 0) {
            String text = call + "(s=" + Units.hex(s) + ")";
            System.err.println(new WinsockFailure(text, Winsock.WSAGetLastError()).getMessage());
        } else if (have > 0) {
            System.err.println(Units.hex(s) + " ended within a message");
        }
        return false;
    }
}
