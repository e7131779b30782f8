package dev.baton.winsock;

import java.time.Duration;
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
public final class InThread<T> {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final FutureTask<T> task;
    private final Thread thread;

    private InThread(Callable<T> call) {
        task = new FutureTask<>(call);
        thread = Thread.ofPlatform().daemon().name("test-call").start(task);
    }

    public static <T> InThread<T> call(Callable<T> call) {
        return new InThread<>(call);
    }

    /** Waits until the thread is parked, and returns what it is parked on. */
    public Object awaitParked() {
        long start = System.nanoTime();
        Object blocker = LockSupport.getBlocker(thread);
        while (blocker == null) {
            if (task.isDone() || System.nanoTime() - start > LIMIT.toNanos()) {
                throw new AssertionError("the thread does not wait");
            }
            Thread.onSpinWait();
            blocker = LockSupport.getBlocker(thread);
        }
        return blocker;
    }

    public void interrupt() {
        thread.interrupt();
    }

    /** Waits for the result, and until the thread has ended. */
    public T await() {
        try {
            T result = task.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            thread.join();
            return result;
        } catch (ExecutionException e) {
            throw new AssertionError("the call failed", e.getCause());
        } catch (TimeoutException | InterruptedException e) {
            throw new AssertionError("the call did not return", e);
        }
    }
}
