package dev.baton.testkit;

import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test after which this JVM has other descriptors or Baton threads than before. Register it
 * outside of what starts and cleans up Winsock.
 */
public final class NoLeaks implements BeforeEachCallback, AfterEachCallback {
    /**
     * Descriptors that Baton can be blamed for. The JDK opens files of its own at any time, and the
     * pipes belong to child processes: Baton makes none.
     */
    public static final Predicate<DescriptorSnapshot.Descriptor> RELEVANT =
            each ->
                    !each.target().startsWith("pipe:")
                            && !each.target().endsWith(".jar")
                            && !each.target().endsWith("/modules")
                            && !each.target().matches("/dev/u?random|/dev/null|/sys/.*|/proc/.*");

    private static final Duration LIMIT = Duration.ofSeconds(5);

    /** What was there before the test. */
    private record Before(DescriptorSnapshot descriptors, ThreadSnapshot threads) {}

    /** Made by JUnit. */
    public NoLeaks() {}

    @Override
    public void beforeEach(ExtensionContext context) {
        if (DescriptorSnapshot.isAvailable()) {
            store(context)
                    .put(
                            Before.class,
                            new Before(DescriptorSnapshot.ofSelf(), ThreadSnapshot.take()));
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Before before = store(context).remove(Before.class, Before.class);
        if (before != null && context.getExecutionException().isEmpty()) {
            before.descriptors().awaitEqual(LIMIT, RELEVANT);
            before.threads().awaitEqual(LIMIT);
        }
    }

    private static ExtensionContext.Store store(ExtensionContext context) {
        return context.getStore(
                ExtensionContext.Namespace.create(NoLeaks.class, context.getUniqueId()));
    }
}
