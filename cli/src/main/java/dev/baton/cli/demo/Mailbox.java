package dev.baton.cli.demo;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** What the children sent and the story has not come to yet. One thread waits, any may post. */
final class Mailbox {
    private record Letter(Child from, Frame frame) {}

    private final BlockingQueue<Letter> arriving = new LinkedBlockingQueue<>();
    private final List<Letter> unread = new ArrayList<>();

    void post(Child from, Frame frame) {
        arriving.add(new Letter(from, frame));
    }

    /**
     * Waits for the first frame of a child that is wanted.
     *
     * @param what for the message of a failure: what is waited for
     * @throws DemoFailure if the child can't send it any more, any child fails, or the time is up
     */
    Frame await(Child child, Predicate<Frame> wanted, String what, Deadline deadline)
            throws DemoFailure, InterruptedException {
        while (true) {
            Optional<Frame> found = take(child, wanted);
            if (found.isPresent()) {
                return found.get();
            }
            Letter letter = arriving.poll(deadline.nanosLeft(), TimeUnit.NANOSECONDS);
            if (letter == null) {
                throw new DemoFailure("no time is left to wait until " + what, child.lastWords());
            }
            unread.add(letter);
        }
    }

    private Optional<Frame> take(Child child, Predicate<Frame> wanted)
            throws DemoFailure, InterruptedException {
        for (Iterator<Letter> each = unread.iterator(); each.hasNext(); ) {
            Letter letter = each.next();
            if (letter.from() == child && wanted.test(letter.frame())) {
                each.remove();
                return Optional.of(letter.frame());
            }
            // A child's last frame comes after all it had to say.
            if (letter.frame().kind() == Frame.Kind.FAILED) {
                Child failed = letter.from();
                throw new DemoFailure(
                        "the " + failed + " gave up: " + letter.frame().text(), failed.lastWords());
            }
            if (letter.from() == child && letter.frame().kind() == Frame.Kind.END) {
                throw new DemoFailure("the " + child + " has ended", child.lastWords());
            }
        }
        return Optional.empty();
    }
}
