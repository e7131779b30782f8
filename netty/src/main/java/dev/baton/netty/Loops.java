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
            return Optional.of(channel.eventLoop());
        } catch (IllegalStateException neverRegistered) {
            return Optional.empty();
        }
    }

    /** Whether nothing will be done any more where this channel's work was. */
    static boolean ended(Channel channel) {
        return of(channel).filter(EventLoop::isShutdown).isPresent();
    }

    private static Optional<EventLoop> running(Channel channel) {
        return of(channel).filter(it -> !it.isShutdown());
    }

    static <T> Promise<T> promise(Channel channel) {
        return running(channel)
                .map(EventLoop::<T>newPromise)
                .orElseGet(GlobalEventExecutor.INSTANCE::newPromise);
    }

    static ChannelPromise channelPromise(Channel channel) {
        return running(channel).isPresent()
                ? channel.newPromise()
                : new DefaultChannelPromise(channel, GlobalEventExecutor.INSTANCE);
    }

    /** Takes a step: now, if this is the thread for it. What it throws fails the promise. */
    static void run(Channel channel, Promise<?> promise, Step step) {
        Optional<EventLoop> loop = of(channel);
        if (loop.isEmpty() || loop.get().inEventLoop()) {
            take(step, promise);
        } else {
            hand(loop.get(), promise, step);
        }
    }

    /** Takes a step after all that the event loop is just about. */
    static void later(Channel channel, Promise<?> promise, Step step) {
        of(channel).ifPresentOrElse(loop -> hand(loop, promise, step), () -> take(step, promise));
    }

    private static void hand(EventLoop loop, Promise<?> promise, Step step) {
        try {
            loop.execute(() -> take(step, promise));
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
