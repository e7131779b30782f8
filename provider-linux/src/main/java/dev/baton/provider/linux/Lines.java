package dev.baton.provider.linux;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What this process has pending on one socket. Whoever uses it holds its lock. */
final class Lines {
    private final Line receives;
    private final Line sends;
    private final Line urgent = new Line(null);
    private volatile int events;
    private boolean serving;
    private boolean again;

    /** Empty ones. */
    Lines(TurnTaking receiving, TurnTaking sending) {
        receives = new Line(receiving);
        sends = new Line(sending);
    }

    Line of(Direction direction) {
        return switch (direction) {
            case RECEIVE -> receives;
            case SEND -> sends;
            case URGENT -> urgent;
        };
    }

    /** Goes on as far as that is possible now; whether something has ended. */
    boolean serve(LinuxSocket socket) {
        if (serving) {
            // A layer that is just being told of a completion has begun another operation.
            again = true;
            return false;
        }
        serving = true;
        try {
            boolean ended = false;
            do {
                again = false;
                ended |= serveAll(socket);
            } while (again);
            return ended;
        } finally {
            serving = false;
        }
    }

    private boolean serveAll(LinuxSocket socket) {
        boolean ended = false;
        int wanted = 0;
        for (Direction direction : Direction.values()) {
            Line line = of(direction);
            ended |= line.serve(socket);
            wanted |= line.isEmpty() ? 0 : direction.events();
        }
        events = wanted;
        return ended;
    }

    /** What the pump must watch for, {@code FD_} bits; needs no lock. */
    int events() {
        return events;
    }

    /** Takes everything away. */
    List<Operation> end(LinuxSocket socket) {
        List<Operation> all = new ArrayList<>();
        for (Direction direction : Direction.values()) {
            all.addAll(of(direction).end(socket));
        }
        events = 0;
        return all;
    }

    /** The transfer of a caller's structure; null if it is not pending. */
    @Nullable OverlappedTransfer find(MemorySegment lpOverlapped) {
        return Stream.of(receives, sends, urgent)
                .flatMap(Line::all)
                .filter(OverlappedTransfer.class::isInstance)
                .map(OverlappedTransfer.class::cast)
                .filter(each -> each.isOf(lpOverlapped))
                .findFirst()
                .orElse(null);
    }
}
