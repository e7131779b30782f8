package dev.baton.it.channels;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Counts the bytes that a connection brings one reader, by their values. */
final class NumberCount {
    private static final int LIMIT_SECONDS = 15;
    private static final int ROOM = 1 << 16;

    private @Nullable FutureTask<Parcel> task;

    /** Begins to read on a thread of its own, until the connection ends. */
    void begin(SocketChannel channel) {
        var reading = new FutureTask<>(() -> count(channel));
        task = reading;
        Thread.ofPlatform().daemon().name("counter").start(reading);
    }

    private static Parcel count(SocketChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(ROOM);
        var times = new long[1 << Byte.SIZE];
        while (channel.read(buffer) >= 0) {
            buffer.flip();
            while (buffer.hasRemaining()) {
                times[buffer.get() & 0xFF]++;
            }
            buffer.clear();
        }
        ByteBuffer result = ByteBuffer.allocate(times.length * Long.BYTES);
        for (long each : times) {
            result.putLong(each);
        }
        return Parcel.of(result.array());
    }

    /** Waits for the end: how often each value came, 64 bits each. */
    Parcel end() throws IOException {
        FutureTask<Parcel> reading = task;
        if (reading == null) {
            throw new IllegalStateException("nothing is being read");
        }
        try {
            return reading.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the connection was not read to its end", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
