package dev.baton.winsock.internal.catalog;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** Keeps what Baton logs in these tests, instead of printing it. */
public final class RecordingLoggers extends System.LoggerFinder {
    /** A message of Baton's. */
    record Message(Level level, String text) {}

    private static final List<Message> MESSAGES = Collections.synchronizedList(new ArrayList<>());

    static void clear() {
        MESSAGES.clear();
    }

    static List<String> logged(Level level) {
        synchronized (MESSAGES) {
            return MESSAGES.stream()
                    .filter(message -> message.level == level)
                    .map(Message::text)
                    .toList();
        }
    }

    @Override
    public Logger getLogger(String name, Module module) {
        return new Recorder(name);
    }

    private record Recorder(String name) implements Logger {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public boolean isLoggable(Level level) {
            return name.startsWith("dev.baton");
        }

        @Override
        public void log(
                Level level,
                @Nullable ResourceBundle bundle,
                @Nullable String text,
                @Nullable Throwable thrown) {
            if (isLoggable(level)) {
                MESSAGES.add(new Message(level, String.valueOf(text)));
            }
        }

        @Override
        public void log(
                Level level,
                @Nullable ResourceBundle bundle,
                @Nullable String format,
                @Nullable Object @Nullable ... arguments) {
            log(level, bundle, format, (Throwable) null);
        }
    }
}
