package dev.baton.provider.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.provider.linux.SocketState.Word;
import dev.baton.provider.linux.sharing.Registration;
import dev.baton.provider.linux.sharing.Sharing;
import dev.baton.provider.linux.sharing.SharingException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RegistrationLockTest {
    private static final int NO_PROCESS = 255;

    private final LinuxSocket socket =
            new LinuxSocket(4, -1, LinuxCatalog.ENTRIES.getFirst(), SocketState.inHeap());
    private Sharing sharing;
    private RegistrationLock registrations;

    @BeforeEach
    void open() throws SharingException {
        sharing = Sharing.open(() -> true);
        registrations = new RegistrationLock(sharing);
    }

    @AfterEach
    void close() {
        sharing.close();
    }

    private void isRegistered(long word) {
        socket.change(state -> state.set(Word.REGISTRATION, word));
    }

    @Test
    void isNotHeldUpByAProcessThatDiedInIt() {
        isRegistered(Registration.begin(0, NO_PROCESS));
        long begun = registrations.begin(socket);
        assertThat(Registration.owner(begun)).isEqualTo(sharing.process());
        assertThat(registrations.complete(socket, begun, Registration.none(begun))).isTrue();
    }

    @Test
    void isNotHeldUpForEverByOneThatStandsStillInIt() {
        long stalled = Registration.begin(0, sharing.process());
        isRegistered(stalled);
        long begun = registrations.begin(socket);
        assertThat(begun).isNotEqualTo(stalled);
        assertThat(registrations.complete(socket, stalled, Registration.none(stalled)))
                .as("it has lost it")
                .isFalse();
    }

    @Test
    void endsWithItsProcess() {
        isRegistered(Registration.complete(Registration.begin(0, NO_PROCESS), 1, false));
        assertThat(Registration.events(registrations.current(socket))).isZero();
        assertThat(registrations.use(socket)).isEqualTo(RegistrationLock.NONE);
    }

    @Test
    void isUsedByItsOwnProcessOnly() {
        long own = Registration.complete(Registration.begin(0, sharing.process()), 1, false);
        isRegistered(own);
        long used = registrations.use(socket);
        assertThat(Registration.busy(used)).isTrue();
        assertThat(registrations.complete(socket, used, Registration.free(used))).isTrue();
        assertThat(registrations.current(socket)).isEqualTo(own);
    }
}
