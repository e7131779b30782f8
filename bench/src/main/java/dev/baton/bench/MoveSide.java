package dev.baton.bench;

import dev.baton.channels.Handoff;
import dev.baton.channels.HandoffItem;
import dev.baton.channels.HandoffPlace;
import dev.baton.channels.HandoffPoint;
import dev.baton.channels.ReceivedItem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** What the source and the target of {@link MoveSource} both do, each in its turn. */
final class MoveSide {
    private static final int CONTEXT = 1024;
    private static final int BATCH = 256;

    private MoveSide() {}

    static HandoffPlace there(Path folder) {
        return HandoffPlace.at(folder.resolve("there"));
    }

    static HandoffPlace back(Path folder) {
        return HandoffPlace.at(folder.resolve("back"));
    }

    /** Hands connections over, each with its number, and waits until all are acknowledged. */
    static void send(Handoff handoff, List<SocketChannel> channels) {
        List<CompletableFuture<Void>> sent = new ArrayList<>(channels.size());
        for (int i = 0; i < channels.size(); i++) {
            byte[] context = new byte[CONTEXT];
            ByteBuffer.wrap(context).putInt(i);
            HandoffItem item = HandoffItem.of(channels.get(i)).withContext(context);
            sent.add(handoff.sendAsync(item).toCompletableFuture());
        }
        CompletableFuture.allOf(sent.toArray(new CompletableFuture<?>[0])).join();
    }

    /** Accepts so many connections, which must come in order. */
    static List<SocketChannel> accept(HandoffPoint point, int count)
            throws IOException, InterruptedException {
        List<SocketChannel> channels = new ArrayList<>(count);
        while (channels.size() < count) {
            List<ReceivedItem> items = point.take(BATCH);
            Map<ReceivedItem, SocketChannel> accepted = ReceivedItem.acceptSocketChannels(items);
            for (ReceivedItem item : items) {
                ByteBuffer context = item.context();
                if (context.remaining() != CONTEXT || context.getInt(0) != channels.size()) {
                    throw new IOException("item " + channels.size() + " has another's context");
                }
                SocketChannel channel = accepted.get(item);
                channels.add(channel == null ? item.acceptSocketChannel() : channel);
            }
        }
        return channels;
    }
}
