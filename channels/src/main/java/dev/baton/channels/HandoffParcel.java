package dev.baton.channels;

import dev.baton.channels.HandoffException.Reason;
import dev.baton.channels.handoff.Parcel;
import dev.baton.winsock.Constants;
import java.io.IOException;
import java.nio.channels.NetworkChannel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** An item on its way, and the promise that its sender waits for. */
final class HandoffParcel extends Parcel {
    private final HandoffItem item;
    private final CompletableFuture<Void> promise = new CompletableFuture<>();

    HandoffParcel(long target, HandoffItem item) {
        super(target, item.kind(), item.readAheadBytes(), item.contextBytes());
        this.item = item;
    }

    CompletableFuture<Void> promise() {
        return promise;
    }

    @Override
    protected int copy() throws IOException {
        try {
            NetworkChannel channel = item.channel();
            Shareable shareable = item.shareable();
            if (channel != null) {
                return Outgoing.copies(List.of(channel))[0];
            }
            if (shareable != null) {
                return shareable.duplicate();
            }
            throw new IllegalStateException("an item without a channel");
        } catch (SharedChannelException e) {
            throw new HandoffException(
                    e.error() == Constants.WSAEMFILE ? Reason.NO_DESCRIPTOR : Reason.NOT_SHAREABLE,
                    "cannot hand over " + item + ": " + e.getMessage(),
                    e);
        }
    }

    @Override
    protected void failed(HandoffException reason) {
        promise.completeExceptionally(reason);
    }

    /** The channel of the JDK that it stands for, if it is one. */
    Optional<NetworkChannel> channel() {
        return Optional.ofNullable(item.channel());
    }

    /** The receiver has acknowledged it: gives up what is not given up yet. */
    void delivered() {
        try {
            NetworkChannel channel = item.channel();
            Shareable shareable = item.shareable();
            if (channel != null && channel.isOpen()) {
                SharedChannels.release(channel);
            } else if (shareable != null) {
                shareable.release();
            }
            promise.complete(null);
        } catch (IOException | RuntimeException e) {
            promise.completeExceptionally(
                    new HandoffException(
                            Reason.NOT_RELEASED,
                            item
                                    + " was handed over, but can't be released here: "
                                    + e.getMessage()
                                    + "; it is the receiver's, do not use it, and release it"
                                    + " once that is possible",
                            e));
        }
    }

    @Override
    public String toString() {
        return item.toString();
    }
}
