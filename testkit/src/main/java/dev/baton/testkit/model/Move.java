package dev.baton.testkit.model;

import java.util.function.Predicate;

/** What can be done to a socket or happen to it, how often, and when. */
enum Move {
    SELECT_EVENT(10, model -> true),
    SELECT_MESSAGE(10, model -> true),
    CANCEL_EVENT(2, model -> true),
    CANCEL_MESSAGE(2, model -> true),
    BAD_EVENT_SELECT(1, model -> true),
    BAD_MESSAGE_SELECT(1, model -> true),
    ENUMERATE(14, model -> true),
    BAD_ENUMERATE(1, model -> true),
    RESET_EVENT(3, model -> true),
    MODE(3, model -> true),
    RECEIVE(12, model -> model.kind() != Kind.LISTENER && model.canReceive()),
    PEEK(2, model -> model.kind() != Kind.LISTENER && model.canReceive()),
    RECEIVE_FAULTY(2, model -> model.kind() == Kind.DATAGRAM || isOpenStream(model)),
    RECEIVE_URGENT(10, model -> model.transport().urgent),
    SEND(3, Move::canSend),
    FILL(2, model -> canSend(model) && model.isNonblocking()),
    ROOM(10, model -> model.transport().full),
    ARRIVE(16, Move::canArrive),
    URGENT(3, model -> isUnended(model) && isDrained(model)),
    FINISH(1, model -> isUnended(model) && !model.transport().urgent),
    RESET(1, Move::canReset),
    PEER_CLOSE(2, Move::canPeerClose),
    ACCEPT(12, model -> model.kind() == Kind.LISTENER && model.canReceive()),
    CONNECT(8, Move::canConnect),
    REFUSED(4, model -> model.kind() == Kind.CLIENT && !model.transport().connected),
    OPEN(2, model -> model.handles().size() < 4),
    CLOSE(2, model -> model.handles().size() > 1),
    SETTLE(30, model -> true);

    /** How often it is chosen, against the others. */
    final int weight;

    private final Predicate<SocketModel> possible;

    Move(int weight, Predicate<SocketModel> possible) {
        this.weight = weight;
        this.possible = possible;
    }

    boolean isPossible(SocketModel model) {
        return possible.test(model);
    }

    private static boolean isOpenStream(SocketModel model) {
        Transport transport = model.transport();
        return model.kind().isStream() && transport.connected && !transport.reset;
    }

    private static boolean isUnended(SocketModel model) {
        return isOpenStream(model) && !model.transport().ended;
    }

    private static boolean isDrained(SocketModel model) {
        return model.transport().waiting == 0 && !model.transport().urgent;
    }

    private static boolean canSend(SocketModel model) {
        Transport transport = model.transport();
        return isOpenStream(model) && !transport.full && !transport.peerClosed;
    }

    private static boolean canArrive(SocketModel model) {
        Transport transport = model.transport();
        return switch (model.kind()) {
            case LISTENER -> transport.waiting < 5;
            case DATAGRAM -> transport.waiting < 20;
            // Of two unread urgent bytes Linux makes one an ordinary byte, and what comes after an
            // urgent byte is not told from before it.
            case CLIENT, ACCEPTED ->
                    isUnended(model) && transport.waiting < 1000 && !transport.urgent;
        };
    }

    /** Linux keeps unread data when a reset comes, Windows drops it: left out. */
    private static boolean canReset(SocketModel model) {
        Transport transport = model.transport();
        return isOpenStream(model) && isDrained(model) && !transport.full && !transport.peerClosed;
    }

    private static boolean canPeerClose(SocketModel model) {
        Transport transport = model.transport();
        return transport.ended && !transport.reset && !transport.full && !transport.peerClosed;
    }

    private static boolean canConnect(SocketModel model) {
        return model.kind() == Kind.DATAGRAM
                || model.kind() == Kind.CLIENT && !model.transport().connected;
    }
}
