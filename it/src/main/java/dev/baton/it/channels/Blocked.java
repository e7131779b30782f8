package dev.baton.it.channels;

import dev.baton.testkit.Eventually;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A call that blocks, on a thread of its own. */
final class Blocked {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** Samples that must agree before a thread counts as standing. */
    private static final int STILL = 5;

    private final FutureTask<?> task;
    private final Thread thread;

    private Blocked(Callable<?> call, Thread.Builder builder) {
        task = new FutureTask<>(call);
        thread = builder.start(task);
    }

    static Blocked onPlatformThread(Callable<?> call) {
        return new Blocked(call, Thread.ofPlatform().daemon().name("blocked")).awaitStanding();
    }

    static Blocked onVirtualThread(Callable<?> call) {
        return new Blocked(call, Thread.ofVirtual().name("blocked")).awaitStanding();
    }

    static Blocked on(Manner manner, Callable<?> call) {
        return manner == Manner.VIRTUAL ? onVirtualThread(call) : onPlatformThread(call);
    }

    private Blocked awaitStanding() {
        var samples = new StackTraceElement[STILL][];
        Eventually.await(
                LIMIT,
                () -> {
                    System.arraycopy(samples, 1, samples, 0, STILL - 1);
                    samples[STILL - 1] = thread.getStackTrace();
                    return stands(samples);
                },
                () -> "the thread does not block but is in " + trace());
        return this;
    }

    /** A platform thread stands in a call of the kernel, a virtual one is parked. */
    private boolean stands(StackTraceElement[][] samples) {
        for (StackTraceElement[] sample : samples) {
            if (!Arrays.equals(sample, samples[0])) {
                return false;
            }
        }
        StackTraceElement[] trace = samples[0];
        return thread.isVirtual()
                ? thread.getState() == Thread.State.WAITING
                : trace.length > 0 && trace[0].isNativeMethod();
    }

    private String trace() {
        return Arrays.toString(thread.getStackTrace());
    }

    /** Waits for the exception that ends the call. */
    Throwable thrown() {
        try {
            Object result = task.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            throw new AssertionError("the call returned " + result);
        } catch (ExecutionException e) {
            return Objects.requireNonNull(e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("the call goes on; it is in " + trace(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
