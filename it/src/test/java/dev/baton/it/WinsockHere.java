package dev.baton.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.NoLeaks;
import dev.baton.testkit.Sockets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Starts Winsock in this process for each test, cleans it up, and fails a test after which this
 * process has other descriptors or Baton threads, or {@code /dev/shm} other files, than before.
 */
final class WinsockHere implements BeforeEachCallback, AfterEachCallback {
    /** What was there before the test. */
    private record Before(List<String> files) {}

    static {
        // The JDK keeps a descriptor of its own from the first closing of a channel on.
        Sockets.startup();
        try (Client.OwnConversation conversation = Client.withThisProcess()) {
            conversation.client().talksWith(conversation.socket());
        }
        Sockets.cleanupAll();
    }

    private final NoLeaks leaks = new NoLeaks();

    @Override
    public void beforeEach(ExtensionContext context) {
        leaks.beforeEach(context);
        store(context).put(Before.class, new Before(sharedFiles()));
        Sockets.startup();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Sockets.cleanupAll();
        leaks.afterEach(context);
        Before before = store(context).remove(Before.class, Before.class);
        if (before != null && context.getExecutionException().isEmpty()) {
            assertThat(sharedFiles()).as("files in /dev/shm").isSubsetOf(before.files());
        }
    }

    private static ExtensionContext.Store store(ExtensionContext context) {
        return context.getStore(
                ExtensionContext.Namespace.create(WinsockHere.class, context.getUniqueId()));
    }

    /** But for the one that this user's processes share, which others may make or remove. */
    private static List<String> sharedFiles() {
        String own = "baton-" + SharedTable.uid() + "-\\d+-\\d+";
        try (Stream<Path> files = Files.list(Path.of("/dev/shm"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.contains("baton") && !name.matches(own))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
