package dev.baton.it.handoff;

import dev.baton.channels.HandoffException;
import dev.baton.channels.HandoffPlace;
import dev.baton.channels.HandoffPoint;
import dev.baton.channels.ReceivedItem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The orders to a receiver. Items and the channels they become have the same number. */
final class Receiving {
    private final List<ReceivedItem> items = new ArrayList<>();
    private final List<@Nullable SocketChannel> channels = new ArrayList<>();
    private final List<FileChannel> ballast = new ArrayList<>();
    private @Nullable HandoffPoint point;

    /** Empty if the order is not one of these. */
    String answer(List<String> words) throws IOException, InterruptedException {
        int number = words.size() > 1 && words.get(1).matches("\\d+") ? number(words) : 0;
        return switch (words.getFirst()) {
            case "open" -> open(words);
            case "take" -> take(Optional.of(point().take()));
            case "poll" -> take(point().poll(Duration.ofMillis(number)));
            case "accept" -> accept(number);
            case "refuse" -> {
                items.get(number).refuse(words.get(2));
                yield "refused";
            }
            case "echo" -> echo(number);
            case "drop" -> drop();
            case "fill" -> fill();
            case "free" -> free();
            case "shut" -> {
                point().close();
                yield "shut";
            }
            default -> "";
        };
    }

    private static int number(List<String> words) {
        return Integer.parseInt(words.get(1));
    }

    private HandoffPoint point() {
        if (point == null) {
            throw new IllegalStateException("no point is open");
        }
        return point;
    }

    private String open(List<String> words) throws IOException {
        HandoffPlace place = HandoffPlace.at(Path.of(words.get(1)));
        for (String user : words.subList(2, words.size())) {
            place = place.allowing(Integer.parseInt(user));
        }
        point = HandoffPoint.open(place);
        return "opened";
    }

    private String take(Optional<ReceivedItem> item) {
        if (item.isEmpty()) {
            return "none";
        }
        items.add(item.get());
        channels.add(null);
        return item.get().kind()
                + " "
                + item.get().context().remaining()
                + " "
                + item.get().senderPid()
                + " "
                + item.get().senderUser();
    }

    private String accept(int number) throws IOException {
        try {
            channels.set(number, items.get(number).acceptSocketChannel());
            return "accepted";
        } catch (HandoffException e) {
            return e.reason().name();
        }
    }

    // One byte comes and goes back.
    private String echo(int number) throws IOException {
        SocketChannel channel = channels.get(number);
        if (channel == null) {
            throw new IllegalStateException("item " + number + " is not accepted");
        }
        ByteBuffer one = ByteBuffer.allocate(1);
        channel.read(one);
        channel.write(one.flip());
        return "echoed";
    }

    private String drop() throws IOException {
        for (SocketChannel channel : channels) {
            if (channel != null) {
                channel.close();
            }
        }
        channels.clear();
        items.clear();
        return "dropped";
    }

    private String fill() {
        Path nothing = Path.of("/dev/null");
        try {
            while (true) {
                ballast.add(FileChannel.open(nothing));
            }
        } catch (IOException full) {
            return "filled";
        }
    }

    private String free() throws IOException {
        for (FileChannel file : ballast) {
            file.close();
        }
        ballast.clear();
        return "freed";
    }
}
