package dev.baton.testkit.model;

import static dev.baton.winsock.Constants.FD_ACCEPT;
import static dev.baton.winsock.Constants.FD_ALL_EVENTS;
import static dev.baton.winsock.Constants.FD_CLOSE;
import static dev.baton.winsock.Constants.FD_CONNECT;
import static dev.baton.winsock.Constants.FD_OOB;
import static dev.baton.winsock.Constants.FD_READ;
import static dev.baton.winsock.Constants.FD_WRITE;

import java.util.Set;
import java.util.random.RandomGenerator;

/** Chooses steps at random. */
final class StepChooser {
    private static final int THE_SIX =
            FD_READ | FD_WRITE | FD_OOB | FD_ACCEPT | FD_CONNECT | FD_CLOSE;

    private final RandomGenerator random;
    private final Set<Move> leftOut;

    StepChooser(RandomGenerator random, Set<Move> leftOut) {
        this.random = random;
        this.leftOut = leftOut;
    }

    Step next(SocketModel model) {
        Move move = move(model);
        return new Step(move, random.nextInt(8), argument(move), random.nextInt(4));
    }

    private Move move(SocketModel model) {
        int total = 0;
        for (Move move : Move.values()) {
            total += weight(move, model);
        }
        int point = random.nextInt(total);
        for (Move move : Move.values()) {
            point -= weight(move, model);
            if (point < 0) {
                return move;
            }
        }
        throw new AssertionError("no step is possible: " + model);
    }

    private int weight(Move move, SocketModel model) {
        return leftOut.contains(move) || !move.isPossible(model) ? 0 : move.weight;
    }

    private int argument(Move move) {
        return switch (move) {
            case SELECT_EVENT, SELECT_MESSAGE -> mask();
            case RECEIVE, PEEK -> random.nextBoolean() ? 2000 : random.nextInt(1, 20);
            case ARRIVE -> random.nextInt(1, 30);
            default -> random.nextInt(4);
        };
    }

    /** Never 0: that is a step of its own. */
    private int mask() {
        int some = random.nextInt(1, THE_SIX + 1);
        return switch (random.nextInt(4)) {
            case 0 -> FD_ALL_EVENTS;
            case 1 -> THE_SIX;
            case 2 -> some;
            default -> Integer.lowestOneBit(some);
        };
    }
}
