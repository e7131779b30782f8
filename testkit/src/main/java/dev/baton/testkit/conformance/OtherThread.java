package dev.baton.testkit.conformance;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Memory that only another thread may touch. */
final class OtherThread implements AutoCloseable {
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());
    private final Arena arena;

    OtherThread() {
        arena = call(Arena::ofConfined);
    }

    private <T> T call(Callable<T> task) {
        try {
            return thread.submit(task).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError("the thread that owns the memory failed", e);
        }
    }

    MemorySegment allocate(byte[] content) {
        return call(() -> Damage.fill(arena.allocate(content.length), content));
    }

    @Override
    public void close() {
        call(() -> {
            arena.close();
            return arena;
        });
        thread.shutdown();
    }
}
