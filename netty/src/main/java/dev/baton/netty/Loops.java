package dev.baton.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;

/** Where a channel's work is done: on its event loop, or at once while it has none. */
final class Loops {
    private Loops() {}

    /** What may fail. */
    @FunctionalInterface
    interface Step {
        void run() throws IOException;
    }

    private static Optional<EventLoop> of(Channel channel) {
        try {
            EventLoop loop = channel.eventLoop();
            return loop.isShutdown() ? Optional.empty() : Optional.of(loop);
        } catch (IllegalStateException neverRegistered) {
            return Optional.empty();
        }
    }

    static <T> Promise<T> promise(Channel channel) {
        Optional<EventLoop> loop = of(channel);
        return loop.isPresent()
                ? loop.get().newPromise()
                : GlobalEventExecutor.INSTANCE.newPromise();
    }

    static ChannelPromise channelPromise(Channel channel) {
        return of(channel).isPresent()
                ? channel.newPromise()
                : new DefaultChannelPromise(channel, GlobalEventExecutor.INSTANCE);
    }

    /** Takes a step: now, if this is the thread for it. What it throws fails the promise. */
    static void run(Channel channel, Promise<?> promise, Step step) {
        Optional<EventLoop> loop = of(channel);
        if (loop.isEmpty() || loop.get().inEventLoop()) {
            take(step, promise);
            return;
        }
        try {
            loop.get().execute(() -> take(step, promise));
        } catch (RejectedExecutionException ended) {
            promise.tryFailure(ended);
        }
    }

    /** Takes a step after all that the event loop is just about. */
    static void later(Channel channel, Promise<?> promise, Step step) {
        Optional<EventLoop> loop = of(channel);
        try {
            loop.ifPresentOrElse(
                    it -> it.execute(() -> take(step, promise)), () -> take(step, promise));
        } catch (RejectedExecutionException ended) {
            promise.tryFailure(ended);
        }
    }

    private static void take(Step step, Promise<?> promise) {
        try {
            step.run();
        } catch (IOException | RuntimeException e) {
            promise.tryFailure(e);
        }
    }

    static <T> void pass(Future<T> from, Promise<T> to) {
        if (from.isSuccess()) {
            to.trySuccess(from.getNow());
        } else {
            to.tryFailure(from.cause());
        }
    }
}
