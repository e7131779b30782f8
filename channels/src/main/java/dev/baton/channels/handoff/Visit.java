package dev.baton.channels.handoff;

import dev.baton.channels.HandoffException.Reason;
import dev.baton.ffm.LinuxConstants;
import dev.baton.ffm.SocketMessage;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One sender's connection as the point's thread sees it, from WELCOME to the sender's fate. */
final class Visit {
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long DYING = TimeUnit.SECONDS.toNanos(5);
    private static final int MOST_AT_ONCE = 16;

    private enum State {
        OPEN,
        /** The connection is over, and it is not known yet whether the sender died. */
        ENDING,
        OVER
    }

    private final ReceiverEnd end;
    private final Incoming incoming;
    private State state = State.OPEN;
    private long until = System.nanoTime();
    private int index;

    Visit(ReceiverEnd end) {
        this.end = end;
        this.incoming = new Incoming(end);
    }

    ReceiverEnd end() {
        return end;
    }

    boolean over() {
        return state == State.OVER;
    }

    /**
     * Says what it waits for.
     *
     * @return for how many nanoseconds at most
     */
    long watch(PollSet set) {
        long left = Math.max(0, until - System.nanoTime());
        if (state == State.ENDING) {
            index = set.add(end.lifeline(), LinuxConstants.POLLIN);
            return left;
        }
        if (left > 0) {
            index = -1;
            return left;
        }
        int answers = incoming.owes() ? LinuxConstants.POLLOUT : 0;
        index = set.add(end.fd(), LinuxConstants.POLLIN | answers);
        return Long.MAX_VALUE;
    }

    /** Does what there is to do after the wait. */
    void serve(PollSet set, SocketMessage message, List<Arrival> come) {
        if (state == State.ENDING) {
            if (set.found(index) != 0 || System.nanoTime() - until >= 0) {
                settle();
            }
        } else if (index >= 0 && set.found(index) != 0) {
            try {
                incoming.pay(message);
                receive(message, come);
                incoming.pay(message);
            } catch (WireFault e) {
                incoming.ended();
                end.fail(e.reason());
                state = State.OVER;
            }
        }
    }

    private void receive(SocketMessage message, List<Arrival> come) throws WireFault {
        for (int i = 0; i < MOST_AT_ONCE; i++) {
            switch (incoming.receive(message, come)) {
                case RECEIVED -> {}
                case EMPTY -> {
                    return;
                }
                case NO_ROOM -> {
                    until = System.nanoTime() + PAUSE;
                    return;
                }
                case ENDED -> {
                    incoming.ended();
                    until = System.nanoTime() + DYING;
                    state = State.ENDING;
                    if (end.lifeline() < 0) {
                        settle();
                    }
                    return;
                }
            }
        }
    }

    private void settle() {
        if (end.settle(0) == Fate.GONE) {
            end.endAll(Reason.TAKEN_BACK, "its sender has taken it back, or has ended", 0);
        }
        end.finish();
        state = State.OVER;
    }

    /** Gives everything undecided back, because the point ends. */
    void close(String why, long nanos) throws InterruptedException {
        incoming.ended();
        if (state == State.OPEN) {
            end.endAll(Reason.CLOSED, why, nanos);
            end.awaitUnused(nanos);
        }
        end.settle(Fate.GONE);
        end.endAll(Reason.CLOSED, why, 0);
        end.finish();
    }
}
