package dev.baton.channels;

import dev.baton.ffm.Linux;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ConnectionPendingException;
import java.nio.channels.NetworkChannel;
import java.nio.channels.NotYetBoundException;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What goes out of channels. Their descriptors are duplicated first: a channel that another thread
 * closes meanwhile must not let another socket be sent that got its number.
 */
final class Outgoing {
    private Outgoing() {}

    /** Duplicates channels that stay this process's. */
    static Ticket[] duplicate(List<? extends NetworkChannel> channels, long targetPid)
            throws IOException {
        int[] copies = copies(channels);
        try {
            for (int i = 0; i < copies.length; i++) {
                ChannelDoor.CURRENT.keepNonBlocking(channels.get(i), copies[i]);
            }
            return SharedDescriptors.duplicate(copies, targetPid);
        } finally {
            close(copies, copies.length);
        }
    }

    /** A duplicate of the descriptor of a channel that stays this process's; the caller's. */
    static int shared(NetworkChannel channel) throws IOException {
        int copy = copies(List.of(channel))[0];
        boolean kept = false;
        try {
            ChannelDoor.CURRENT.keepNonBlocking(channel, copy);
            kept = true;
            return copy;
        } finally {
            if (!kept) {
                Linux.close(copy);
            }
        }
    }

    /** Duplicates channels that are released after it. */
    static Ticket[] move(List<? extends NetworkChannel> channels, long targetPid)
            throws IOException {
        int[] copies = copies(channels);
        try {
            boolean[] alone = new boolean[copies.length];
            for (int i = 0; i < copies.length; i++) {
                alone[i] = ChannelDoor.CURRENT.unshared(channels.get(i));
            }
            return SharedDescriptors.duplicate(copies, alone, targetPid);
        } finally {
            close(copies, copies.length);
        }
    }

    /**
     * Duplicates the descriptors of channels that can be shared.
     *
     * @return as many, close-on-exec, the caller's
     */
    static int[] copies(List<? extends NetworkChannel> channels) throws IOException {
        if (channels.isEmpty()) {
            throw new IllegalArgumentException("no channel to duplicate");
        }
        for (NetworkChannel channel : channels) {
            check(channel);
        }
        int[] copies = new int[channels.size()];
        int made = 0;
        try {
            for (NetworkChannel channel : channels) {
                copies[made] = ChannelDoor.CURRENT.copy(channel);
                made++;
            }
            return copies;
        } finally {
            if (made < copies.length) {
                close(copies, made);
            }
        }
    }

    static void close(int[] descriptors, int count) {
        for (int descriptor : Arrays.copyOf(descriptors, count)) {
            Linux.close(descriptor);
        }
    }

    private static void check(NetworkChannel channel) throws IOException {
        IllegalStateException unready = unready(channel);
        // One that is being closed does not seem to be connected either.
        if (!channel.isOpen()) {
            throw new ClosedChannelException();
        }
        if (unready != null) {
            throw unready;
        }
    }

    private static @Nullable IllegalStateException unready(NetworkChannel channel)
            throws IOException {
        if (channel instanceof SocketChannel connection && !connection.isConnected()) {
            return connection.isConnectionPending()
                    ? new ConnectionPendingException()
                    : new NotYetConnectedException();
        }
        return channel instanceof ServerSocketChannel && channel.getLocalAddress() == null
                ? new NotYetBoundException()
                : null;
    }

    static <T> T ask(NetworkChannel channel, IntFunction<T> question) throws IOException {
        int copy = ChannelDoor.CURRENT.copy(channel);
        try {
            return question.apply(copy);
        } finally {
            Linux.close(copy);
        }
    }
}
