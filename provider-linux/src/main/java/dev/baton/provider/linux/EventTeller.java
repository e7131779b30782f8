package dev.baton.provider.linux;

import static dev.baton.winsock.Constants.FD_ACCEPT;
import static dev.baton.winsock.Constants.FD_CLOSE;
import static dev.baton.winsock.Constants.FD_CONNECT;
import static dev.baton.winsock.Constants.FD_OOB;
import static dev.baton.winsock.Constants.FD_READ;
import static dev.baton.winsock.Constants.FD_WRITE;

import dev.baton.provider.linux.SocketState.Word;
import dev.baton.provider.linux.sharing.Registration;
import dev.baton.provider.linux.sharing.Sharing;
import java.lang.foreign.MemorySegment;

/**
 * Sets event objects and posts messages. That is for the process that is registered alone; others
 * ring its bell.
 */
final class EventTeller {
    private static final int[] MESSAGE_ORDER = {
        FD_CONNECT, FD_ACCEPT, FD_OOB, FD_READ, FD_WRITE, FD_CLOSE
    };

    private final Sharing sharing;
    private final EventRecorder recorder;
    private final RegistrationLock registrations;
    private final EventRegistry registry;

    EventTeller(
            Sharing sharing,
            EventRecorder recorder,
            RegistrationLock registrations,
            EventRegistry registry) {
        this.sharing = sharing;
        this.recorder = recorder;
        this.registrations = registrations;
        this.registry = registry;
    }

    /** Looks, and tells what is new, or has the process told that is registered. */
    void lookAndTell(LinuxSocket socket) {
        EventRecorder.Sight sight = recorder.look(socket);
        long word = socket.state().get(Word.REGISTRATION);
        int events = Registration.events(word);
        int owner = Registration.owner(word);
        int news =
                Registration.window(word)
                        ? EventRecord.toPost(sight.record(), events, sight.glance())
                        : EventRecord.due(sight.record()) & events;
        if (news == 0 || owner == Registration.NOBODY) {
            return;
        }
        if (registrations.own(word)) {
            tell(socket, false);
        } else {
            sharing.bell().ring(owner, socket.cookie());
        }
    }

    /** Tells a new registration: what was recorded before counts as if it had just happened. */
    void tellAnew(LinuxSocket socket) {
        recorder.lookAnew(socket);
        tell(socket, true);
    }

    private void tell(LinuxSocket socket, boolean anew) {
        long used = registrations.use(socket);
        if (used == RegistrationLock.NONE) {
            return;
        }
        try {
            EventTarget target = registry.target(socket, used);
            if (target != null && Registration.window(used)) {
                post(socket, Registration.events(used), target);
            } else if (target != null) {
                signal(socket, Registration.events(used), target, anew);
            }
        } finally {
            registrations.complete(socket, used, Registration.free(used));
        }
    }

    private void signal(LinuxSocket socket, int events, EventTarget target, boolean anew) {
        long before = EventRecorder.change(socket, record -> EventRecord.told(record, events));
        int news = anew ? EventRecord.recorded(before) : EventRecord.due(before);
        if ((news & events) != 0) {
            target.upcalls().WPUSetEvent(target.handle(), MemorySegment.ofArray(new int[1]));
        }
    }

    private void post(LinuxSocket socket, int events, EventTarget target) {
        while (true) {
            EventRecorder.Sight sight = recorder.look(socket);
            SocketState state = socket.state();
            int news = EventRecord.toPost(sight.record(), events, sight.glance());
            long posted = EventRecord.posted(sight.record(), news);
            if (news == 0) {
                return;
            }
            if (socket.replace(state, Word.RECORD, sight.record(), posted)) {
                for (int event : MESSAGE_ORDER) {
                    if ((news & event) != 0) {
                        post(target, event, EventRecorder.code(state, sight.record(), event));
                    }
                }
                return;
            }
        }
    }

    // A full or closed window loses the message, as on Windows.
    private void post(EventTarget target, int event, int code) {
        long lParam = event | (long) code << 16;
        target.upcalls()
                .WPUPostMessage(target.handle(), target.message(), target.descriptor(), lParam);
    }
}
