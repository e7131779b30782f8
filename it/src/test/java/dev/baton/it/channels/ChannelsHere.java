package dev.baton.it.channels;

import dev.baton.testkit.NoLeaks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a test after which this process has other descriptors or Baton threads than before. */
final class ChannelsHere implements BeforeEachCallback, AfterEachCallback {
    static {
        // What Baton and the JDK keep from the first use on: inbox, placeholder, pollers.
        try {
            for (Held.Kind kind : Held.Kind.values()) {
                warmUp(kind);
            }
            AsynchronousSocketChannel.open().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final NoLeaks leaks = new NoLeaks();

    private static void warmUp(Held.Kind kind) throws IOException {
        for (Manner manner : new Manner[] {Manner.BLOCKING, Manner.VIRTUAL}) {
            try (Held held = kind.hold(Origin.OPENED)) {
                Blocked blocked = Blocked.on(manner, held::block);
                held.channel().close();
                blocked.thrown();
            }
        }
        try (Held held = kind.hold(Origin.OWN);
                Selector selector = Selector.open()) {
            held.register(selector, SelectionKey.OP_READ & held.operation());
            held.release();
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        leaks.beforeEach(context);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        leaks.afterEach(context);
    }
}
