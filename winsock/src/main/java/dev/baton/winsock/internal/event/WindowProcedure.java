package dev.baton.winsock.internal.event;

import dev.baton.winsock.MessageWindow.Message;
import dev.baton.winsock.internal.log.Log;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * Gives a window's messages to a procedure, on the threads of an executor, each when the one before
 * has been dealt with. A virtual thread waits for them, not whoever posts them: the executor may
 * well run the procedure on the thread that hands it over.
 */
public final class WindowProcedure {
    private final MessageQueue messages;
    private final Executor executor;
    private final Consumer<Message> procedure;

    private WindowProcedure(MessageQueue messages, Executor executor, Consumer<Message> procedure) {
        this.messages = messages;
        this.executor = executor;
        this.procedure = procedure;
    }

    /** Begins; the end of the queue is its end. */
    public static void start(
            MessageQueue messages, Executor executor, Consumer<Message> procedure) {
        Thread.ofVirtual()
                .name("baton-window")
                .start(new WindowProcedure(messages, executor, procedure)::run);
    }

    private void run() {
        Message next = messages.takeUntilClosed();
        while (next != null && run(next)) {
            next = messages.takeUntilClosed();
        }
    }

    private boolean run(Message message) {
        Semaphore done = new Semaphore(0);
        try {
            executor.execute(() -> {
                try {
                    procedure.accept(message);
                } finally {
                    done.release();
                }
            });
        } catch (RuntimeException | Error thrown) {
            if (!done.tryAcquire()) {
                refused(thrown);
                return false;
            }
            // The executor ran it on this thread, which goes on to the next message.
            Thread self = Thread.currentThread();
            self.getUncaughtExceptionHandler().uncaughtException(self, thrown);
            return true;
        }
        done.acquireUninterruptibly();
        return true;
    }

    private void refused(Throwable why) {
        messages.close();
        Log.warning(
                "a message window is closed because the executor of its procedure takes no more"
                        + " tasks: close the window before the executor",
                why);
    }
}
