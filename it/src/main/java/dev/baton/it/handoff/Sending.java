package dev.baton.it.handoff;

import dev.baton.channels.Handoff;
import dev.baton.channels.HandoffException;
import dev.baton.channels.HandoffItem;
import dev.baton.channels.HandoffPlace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** The orders to a sender. */
final class Sending {
    private final List<CompletableFuture<Void>> sent = new ArrayList<>();
    private @Nullable Handoff handoff;

    /** Empty if the order is not one of these. */
    String answer(List<String> words) throws IOException, InterruptedException {
        return switch (words.getFirst()) {
            case "to" -> {
                HandoffPlace place = HandoffPlace.at(Path.of(words.get(1)));
                for (String user : words.subList(2, words.size())) {
                    place = place.allowing(Integer.parseInt(user));
                }
                handoff = Handoff.to(place);
                yield "to " + place;
            }
            case "send" -> send(Integer.parseInt(words.get(1)));
            case "result" -> result(Integer.parseInt(words.get(1)));
            default -> "";
        };
    }

    private String send(int port) throws IOException {
        if (handoff == null) {
            throw new IllegalStateException("no place is known");
        }
        SocketChannel channel =
                SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        sent.add(handoff.sendAsync(HandoffItem.of(channel)).toCompletableFuture());
        return "sent";
    }

    private String result(int number) throws InterruptedException {
        try {
            sent.get(number).get();
            return "done";
        } catch (ExecutionException e) {
            return e.getCause() instanceof HandoffException reason
                    ? reason.reason() + " " + reason.getMessage()
                    : e.toString();
        }
    }
}
