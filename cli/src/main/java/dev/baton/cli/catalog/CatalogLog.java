package dev.baton.cli.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What Baton logs, kept until it is taken: the functions of the catalog tell codes, and only the
 * log tells why. Nothing of it goes elsewhere meanwhile.
 */
final class CatalogLog extends Handler implements AutoCloseable {
    // Reasons that are the caller's own are logged at System.Logger's DEBUG.
    private static final Level LOWEST = Level.FINE;

    private final Logger logger = Logger.getLogger("dev.baton.winsock");
    private final @Nullable Level levelBefore = logger.getLevel();
    private final boolean parentsBefore = logger.getUseParentHandlers();
    private final List<String> messages = new ArrayList<>();

    private CatalogLog() {}

    static CatalogLog open() {
        CatalogLog log = new CatalogLog();
        log.logger.setLevel(LOWEST);
        log.logger.setUseParentHandlers(false);
        log.logger.addHandler(log);
        return log;
    }

    /** What was said since the last time. */
    synchronized List<String> take() {
        List<String> taken = List.copyOf(messages);
        messages.clear();
        return taken;
    }

    @Override
    public synchronized void publish(LogRecord record) {
        if (record.getLevel().intValue() >= LOWEST.intValue()) {
            messages.add(record.getMessage());
        }
    }

    @Override
    public void flush() {
        // Everything is there at once.
    }

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setUseParentHandlers(parentsBefore);
        logger.setLevel(levelBefore);
    }
}
