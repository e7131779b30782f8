package dev.baton.testkit.model;

/** What can be done to a socket or happen to it, how often, and when. */
enum Move {
    SELECT_EVENT(10),
    SELECT_MESSAGE(10),
    CANCEL_EVENT(2),
    CANCEL_MESSAGE(2),
    BAD_EVENT_SELECT(1),
    BAD_MESSAGE_SELECT(1),
    ENUMERATE(14),
    BAD_ENUMERATE(1),
    RESET_EVENT(3),
    MODE(3),
    RECEIVE(12),
    PEEK(2),
    RECEIVE_FAULTY(2),
    RECEIVE_URGENT(10),
    SEND(3),
    FILL(2),
    ROOM(10),
    ARRIVE(16),
    URGENT(3),
    FINISH(1),
    RESET(1),
    PEER_CLOSE(2),
    ACCEPT(12),
    CONNECT(8),
    REFUSED(4),
    OPEN(2),
    CLOSE(2),
    SETTLE(30);

    /** How often it is chosen, against the others. */
    final int weight;

    Move(int weight) {
        this.weight = weight;
    }

    /** Whether it makes sense now, and the rules and Linux agree on what it does. */
    boolean isPossible(SocketModel model) {
        return switch (this) {
            case RECEIVE, PEEK -> model.kind() != Kind.LISTENER && model.canReceive();
            case RECEIVE_FAULTY -> model.kind() == Kind.DATAGRAM || isOpenStream(model);
            case RECEIVE_URGENT -> model.transport().urgent;
            case SEND -> canSend(model);
            case FILL -> canSend(model) && model.isNonblocking();
            case ROOM -> model.transport().full;
            case ARRIVE -> canArrive(model);
            case URGENT -> isUnended(model) && isDrained(model);
            case FINISH -> isUnended(model) && !model.transport().marked;
            case RESET -> canReset(model);
            case PEER_CLOSE -> canPeerClose(model);
            case ACCEPT -> model.kind() == Kind.LISTENER && model.canReceive();
            case CONNECT -> canConnect(model);
            case REFUSED -> model.kind() == Kind.CLIENT && !model.transport().connected;
            case OPEN -> model.handles().size() < 4;
            case CLOSE -> model.handles().size() > 1;
            default -> true;
        };
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
            // Of two unread urgent bytes Linux makes one an ordinary byte. How many bytes wait it
            // tells only up to the place of an urgent one.
            case CLIENT, ACCEPTED ->
                    isUnended(model)
                            && !transport.urgent
                            && transport.waiting < (transport.marked ? 1 : 1000);
        };
    }

    /**
     * Linux keeps unread data when a reset comes, Windows drops it. And what was before a reset it
     * tells nobody afterwards: somebody must have looked.
     */
    private static boolean canReset(SocketModel model) {
        Transport transport = model.transport();
        return isOpenStream(model)
                && model.isWatched()
                && isDrained(model)
                && !transport.full
                && !transport.peerClosed;
    }

    private static boolean canPeerClose(SocketModel model) {
        Transport transport = model.transport();
        return transport.ended && !transport.reset && !transport.full && !transport.peerClosed;
    }

    private static boolean canConnect(SocketModel model) {
        return model.kind() == Kind.DATAGRAM
                || (model.kind() == Kind.CLIENT && !model.transport().connected);
    }
}
