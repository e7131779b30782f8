package dev.baton.provider.linux;

import dev.baton.winsock.Constants;
import java.util.function.LongUnaryOperator;

/**
 * Calls without a {@code WSAOVERLAPPED} on a socket on which something is pending, in this process
 * or another: what is pending comes first.
 */
final class InTurn {
    private final Blocking blocking;
    private final NetworkEvents events;

    InTurn(Blocking blocking, NetworkEvents events) {
        this.blocking = blocking;
        this.events = events;
    }

    /**
     * Makes a transfer when it is its turn.
     *
     * @param timeout of the socket, in milliseconds
     * @param transfer is given a deadline of {@link Blocking}, or 0 for the socket's own
     * @return its result, or a negated code
     */
    long transfer(
            LinuxSocket socket, Direction direction, int timeout, LongUnaryOperator transfer) {
        Operations operations = events.operations();
        if (operations.serve(socket)) {
            events.changed(socket);
        }
        if (direction.idle(socket)) {
            return transfer.applyAsLong(0);
        }
        if (socket.has(SocketState.NONBLOCKING)) {
            return -Constants.WSAEWOULDBLOCK;
        }
        long deadline = Blocking.deadline(timeout);
        WaitingCall call = new WaitingCall(socket);
        int problem = events.await(socket, direction);
        if (problem != 0) {
            return problem;
        }
        try {
            problem = operations.add(socket, direction, call);
        } finally {
            events.awaited(socket);
        }
        if (problem != 0) {
            return problem;
        }
        try {
            int waited = blocking.awaitUntil(socket, call::reached, deadline);
            return waited < 0 ? waited : transfer.applyAsLong(deadline);
        } finally {
            operations.withdraw(socket, direction, call);
            events.changed(socket);
        }
    }
}
