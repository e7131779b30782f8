package dev.baton.provider.linux;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What this process has pending on one socket in one direction, in the order in which it was
 * started: a batch for each turn that the process waits for. Its owner locks it.
 */
final class Line {
    private final @Nullable TurnTaking turns;
    private final Deque<Deque<Operation>> batches = new ArrayDeque<>(1);

    /** An empty one; without turns, other processes are nothing to it. */
    Line(@Nullable TurnTaking turns) {
        this.turns = turns;
    }

    boolean isEmpty() {
        return batches.isEmpty();
    }

    /** Puts an operation at the end: 0 or a negated code. */
    int add(LinuxSocket socket, Operation operation) {
        int result = turns == null ? 0 : turns.join(socket);
        if (result != 0) {
            return result;
        }
        int wanted = turns == null ? 1 : turns.count(socket);
        merge(wanted);
        if (batches.size() < wanted) {
            batches.addLast(new ArrayDeque<>());
        }
        batches.getLast().addLast(operation);
        return 0;
    }

    // A process for which there was no room has taken this one's last turn.
    private void merge(int wanted) {
        while (batches.size() > Math.max(wanted, 1)) {
            Deque<Operation> last = batches.removeLast();
            batches.getLast().addAll(last);
        }
    }

    /** Goes on as far as that is possible now; whether something has ended. */
    boolean serve(LinuxSocket socket) {
        boolean ended = false;
        while (!batches.isEmpty() && isTurn(socket)) {
            Deque<Operation> batch = batches.getFirst();
            while (!batch.isEmpty()) {
                if (!batch.getFirst().proceed(socket)) {
                    return ended;
                }
                batch.removeFirst();
                ended = true;
            }
            batches.removeFirst();
            if (turns != null) {
                turns.pass(socket);
            }
            ended = true;
        }
        return ended;
    }

    private boolean isTurn(LinuxSocket socket) {
        if (turns == null) {
            return true;
        }
        int count = turns.count(socket);
        merge(count);
        // Somebody took this process for ended.
        return (count > 0 || turns.join(socket) == 0) && turns.mine(turns.first(socket));
    }

    /** Takes an operation away; its place ends with the next {@link #serve}. */
    void withdraw(Operation operation) {
        batches.forEach(batch -> batch.remove(operation));
    }

    /** Takes everything away. */
    List<Operation> end(LinuxSocket socket) {
        List<Operation> all = new ArrayList<>();
        batches.forEach(all::addAll);
        batches.clear();
        if (turns != null) {
            turns.leave(socket);
        }
        return all;
    }

    /** The operations, in order. */
    Stream<Operation> all() {
        return batches.stream().flatMap(Deque::stream);
    }
}
