package dev.baton.testkit.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What must have come to a window since the last look. Posting is asynchronous: a message whose
 * cause was gone before anybody looked may have been posted or not.
 */
public final class Mailbox {
    private final List<Post> due = new ArrayList<>();
    private final List<Post> possible = new ArrayList<>();

    /** What was possible until the last look, and may still be on its way from another process. */
    private final List<Post> late = new ArrayList<>();

    /** A window without messages. */
    Mailbox() {}

    void post(Post post) {
        due.add(post);
    }

    void mayPost(Post post) {
        possible.add(post);
    }

    void withdraw(Predicate<Post> which) {
        due.stream().filter(which).forEach(possible::add);
        due.removeIf(which);
    }

    /**
     * Returns how many messages must come.
     *
     * @return the least number
     */
    public int due() {
        return due.size();
    }

    /**
     * Tells whether all that must come has come.
     *
     * @param found all messages since the last time
     * @return false if more must come
     */
    public boolean isComplete(List<Post> found) {
        var left = new ArrayList<>(found);
        return due.stream().allMatch(left::remove);
    }

    /**
     * Compares with what came, when nothing was under way in its process, and begins anew.
     *
     * @param found all messages since the last time
     * @param alone whether there is no other process, from which something may be under way
     * @return what is wrong, empty if nothing is
     */
    public String settle(List<Post> found, boolean alone) {
        var surplus = new ArrayList<>(found);
        var missing = new ArrayList<>(due);
        missing.removeIf(surplus::remove);
        possible.removeIf(surplus::remove);
        late.forEach(surplus::remove);
        String wrong =
                missing.isEmpty() && surplus.isEmpty()
                        ? ""
                        : "missing " + missing + ", too many " + surplus + ", expected " + this;
        due.clear();
        late.clear();
        if (!alone) {
            late.addAll(possible);
        }
        possible.clear();
        return wrong;
    }

    @Override
    public String toString() {
        return due + (possible.isEmpty() ? "" : " and perhaps " + possible);
    }
}
