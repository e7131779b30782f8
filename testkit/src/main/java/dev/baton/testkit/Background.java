package dev.baton.testkit;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * A call on a thread of its own.
 *
 * @param <T> what it returns
 */
public final class Background<T> {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** Samples that must agree before a thread counts as standing in a call. */
    private static final int STILL = 5;

    private final FutureTask<T> task;
    private final Thread thread;

    private Background(Callable<T> call) {
        task = new FutureTask<>(call);
        thread = Thread.ofPlatform().daemon().name("test-background").start(task);
    }

    /**
     * Begins a call.
     *
     * @param call the call
     * @param <T> what it returns
     * @return the call under way
     */
    public static <T> Background<T> call(Callable<T> call) {
        return new Background<>(call);
    }

    /**
     * Waits until the thread stands still in a function of Winsock. It may be about to go on: tests
     * must hold then, too.
     *
     * @param function the function's name
     * @return this
     */
    public Background<T> awaitInside(String function) {
        var samples = new StackTraceElement[STILL][];
        Eventually.await(
                LIMIT,
                () -> {
                    System.arraycopy(samples, 1, samples, 0, STILL - 1);
                    samples[STILL - 1] = thread.getStackTrace();
                    return task.isDone() || stands(samples, function);
                },
                () -> "the thread is not in " + function + " but in " + trace());
        return this;
    }

    /**
     * Waits until the thread is parked: of a wait in Java, that is when everything is prepared.
     *
     * @return this
     */
    public Background<T> awaitParked() {
        Eventually.await(
                LIMIT,
                () -> LockSupport.getBlocker(thread) != null,
                () -> "the thread is not parked but in " + trace());
        return this;
    }

    private static boolean stands(StackTraceElement[][] samples, String function) {
        for (StackTraceElement[] sample : samples) {
            if (!Arrays.equals(sample, samples[0])) {
                return false;
            }
        }
        return Arrays.stream(samples[0])
                .filter(frame -> frame.getClassName().equals("dev.baton.winsock.Winsock"))
                .anyMatch(frame -> frame.getMethodName().equals(function));
    }

    private String trace() {
        return Arrays.toString(thread.getStackTrace());
    }

    /**
     * Whether the call has returned.
     *
     * @return true if it has
     */
    public boolean isDone() {
        return task.isDone();
    }

    /**
     * Waits for the result.
     *
     * @return what the call returned
     * @throws AssertionError if it threw, or did not return in time
     */
    public T await() {
        try {
            return task.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("the call did not return; it is in " + trace(), e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AssertionError failure) {
                failure.addSuppressed(e);
                throw failure;
            }
            throw new AssertionError(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
