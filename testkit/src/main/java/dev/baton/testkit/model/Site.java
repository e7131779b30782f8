package dev.baton.testkit.model;

import dev.baton.testkit.ChildJvm;
import dev.baton.testkit.DescriptorSnapshot;
import org.jspecify.annotations.Nullable;

/** A process with event objects and windows, this one or another. */
final class Site implements AutoCloseable {
    private final @Nullable ChildJvm child;
    private final SiteCalls calls = new SiteCalls();

    private Site(@Nullable ChildJvm child) {
        this.child = child;
    }

    static Site here() {
        var site = new Site(null);
        site.perform(Action.of(Action.Verb.SET_UP, 0, 0, 0)).succeeds();
        return site;
    }

    static Site elsewhere() {
        var site = new Site(ChildJvm.start(SiteProgram.class));
        site.perform(Action.of(Action.Verb.SET_UP, 0, 0, 0)).succeeds();
        return site;
    }

    Answer perform(Action action) {
        return child == null ? calls.perform(action) : Answer.decode(child.call(action.encode()));
    }

    long pid() {
        return child == null ? ProcessHandle.current().pid() : child.pid();
    }

    DescriptorSnapshot descriptors() {
        return DescriptorSnapshot.of(pid());
    }

    @Override
    public void close() {
        if (child == null) {
            perform(Action.of(Action.Verb.TEAR_DOWN, 0, 0, 0));
        } else {
            child.close();
        }
    }
}
