package dev.baton.provider.linux;

import dev.baton.provider.linux.SocketState.Word;
import dev.baton.provider.linux.sharing.Registration;
import dev.baton.provider.linux.sharing.Sharing;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Taking, using and giving back a socket's {@link Registration}, of which one thread of all
 * processes uses it at a time. One that died in it, or is stopped, is not waited for.
 */
final class RegistrationLock {
    /** What {@link #use} returns if the registration is not this process's. */
    static final long NONE = 0;

    private static final long SPIN = TimeUnit.MICROSECONDS.toNanos(20);
    private static final long SUSPECT = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(200);

    private final Sharing sharing;

    RegistrationLock(Sharing sharing) {
        this.sharing = sharing;
    }

    /** The registration as it is, or none if its process has ended. */
    long current(LinuxSocket socket) {
        long word = socket.state().get(Word.REGISTRATION);
        return orphaned(word) ? Registration.none(word) : word;
    }

    boolean own(long word) {
        return Registration.owner(word) == sharing.process();
    }

    private boolean orphaned(long word) {
        int owner = Registration.owner(word);
        return owner != Registration.NOBODY && !own(word) && sharing.ended(owner);
    }

    /**
     * Begins a new registration of this process, which ends the earlier one: nothing comes through
     * that any more. Balance with {@link #complete}.
     */
    long begin(LinuxSocket socket) {
        Wait wait = new Wait();
        while (true) {
            SocketState state = socket.state();
            long before = state.get(Word.REGISTRATION);
            if (Registration.busy(before) && wait.goesOn(before)) {
                continue;
            }
            long begun = Registration.begin(before, sharing.process());
            if (socket.replace(state, Word.REGISTRATION, before, begun)) {
                return begun;
            }
        }
    }

    /** Ends what {@link #begin} or {@link #use} began; false if it was taken over meanwhile. */
    boolean complete(LinuxSocket socket, long begun, long result) {
        while (true) {
            SocketState state = socket.state();
            if (socket.replace(state, Word.REGISTRATION, begun, result)) {
                return true;
            }
            if (state.get(Word.REGISTRATION) != begun) {
                return false;
            }
        }
    }

    /**
     * Uses this process's registration. Balance with {@link #complete}.
     *
     * @return the word, or {@link #NONE} if it is not this process's
     */
    long use(LinuxSocket socket) {
        Wait wait = new Wait();
        while (true) {
            SocketState state = socket.state();
            long before = state.get(Word.REGISTRATION);
            if (!own(before) || (Registration.events(before) == 0 && !Registration.busy(before))) {
                return NONE;
            }
            if (Registration.busy(before) && wait.goesOn(before)) {
                continue;
            }
            long used = Registration.use(before);
            if (socket.replace(state, Word.REGISTRATION, before, used)) {
                return used;
            }
        }
    }

    /** One waiting for the end of a use. */
    private final class Wait {
        private long seen;
        private long start;
        private boolean asked;

        /** Passes a moment; false if there is nothing to wait for any more. */
        boolean goesOn(long busy) {
            long now = System.nanoTime();
            if (start == 0 || busy != seen) {
                seen = busy;
                start = now;
                asked = false;
            }
            long waited = now - start;
            if (waited < SPIN) {
                Thread.onSpinWait();
                return true;
            }
            if (waited > SUSPECT && !asked) {
                asked = true;
                if (orphaned(busy)) {
                    return false;
                }
            }
            LockSupport.parkNanos(SPIN);
            return waited < LONGEST;
        }
    }
}
