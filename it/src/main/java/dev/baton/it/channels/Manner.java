package dev.baton.it.channels;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The ways in which a program waits for a channel. */
enum Manner {
    /** A platform thread in a blocking call. */
    BLOCKING {
        @Override
        String read(SocketChannel channel, int length) throws IOException {
            ByteBuffer buffer = ByteBuffer.allocate(length);
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) {}
            return text(buffer);
        }

        @Override
        SocketChannel accept(ServerSocketChannel listener) throws IOException {
            return listener.accept();
        }
    },

    /** A virtual thread in a blocking call. */
    VIRTUAL {
        @Override
        String read(SocketChannel channel, int length) throws IOException {
            return onVirtualThread(() -> BLOCKING.read(channel, length));
        }

        @Override
        SocketChannel accept(ServerSocketChannel listener) throws IOException {
            return onVirtualThread(() -> BLOCKING.accept(listener));
        }
    },

    /** A selector. */
    SELECTOR {
        @Override
        String read(SocketChannel channel, int length) throws IOException {
            ByteBuffer buffer = ByteBuffer.allocate(length);
            int read = 0;
            while (buffer.hasRemaining() && read >= 0) {
                awaitReady(channel, SelectionKey.OP_READ);
                read = channel.read(buffer);
            }
            channel.configureBlocking(true);
            return text(buffer);
        }

        @Override
        SocketChannel accept(ServerSocketChannel listener) throws IOException {
            awaitReady(listener, SelectionKey.OP_ACCEPT);
            SocketChannel accepted = listener.accept();
            listener.configureBlocking(true);
            return accepted;
        }
    },

    /** The stream socket that stands for a channel, with a time-out. */
    ADAPTOR {
        @Override
        String read(SocketChannel channel, int length) throws IOException {
            channel.socket().setSoTimeout(LIMIT_MILLIS);
            byte[] read = channel.socket().getInputStream().readNBytes(length);
            return new String(read, StandardCharsets.ISO_8859_1);
        }

        @Override
        SocketChannel accept(ServerSocketChannel listener) throws IOException {
            listener.socket().setSoTimeout(LIMIT_MILLIS);
            return listener.socket().accept().getChannel();
        }
    };

    private static final int LIMIT_MILLIS = 10_000;

    /** Reads so many bytes, one character each; fewer if there is an end before. */
    abstract String read(SocketChannel channel, int length) throws IOException;

    abstract SocketChannel accept(ServerSocketChannel listener) throws IOException;

    private static String text(ByteBuffer buffer) {
        return StandardCharsets.ISO_8859_1.decode(buffer.flip()).toString();
    }

    private static void awaitReady(SelectableChannel channel, int operation) throws IOException {
        channel.configureBlocking(false);
        try (Selector selector = Selector.open()) {
            SelectionKey key = channel.register(selector, operation);
            if (selector.select(LIMIT_MILLIS) != 1 || key.readyOps() != operation) {
                throw new IOException("the selector tells nothing of " + channel);
            }
        }
    }

    private static <T> T onVirtualThread(Callable<T> call) throws IOException {
        var task = new FutureTask<>(call);
        Thread.ofVirtual().start(task);
        try {
            return task.get(LIMIT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException("the virtual thread failed", e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("the virtual thread waits in vain", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
