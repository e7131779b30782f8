package dev.baton.winsock.internal;

import static dev.baton.winsock.internal.FakeProviders.EMPTY_TABLE;
import static dev.baton.winsock.internal.FakeProviders.EMPTY_TABLE_TCP;
import static dev.baton.winsock.internal.FakeProviders.FAILING;
import static dev.baton.winsock.internal.FakeProviders.FAILING_TCP;
import static dev.baton.winsock.internal.FakeProviders.IFS;
import static dev.baton.winsock.internal.FakeProviders.IFS_TCP;
import static dev.baton.winsock.internal.FakeProviders.PLAIN;
import static dev.baton.winsock.internal.FakeProviders.WRONG_VERSION;
import static dev.baton.winsock.internal.FakeProviders.WRONG_VERSION_TCP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.winsock.Constants;
import dev.baton.winsock.Winsock;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ProviderLoadingTest extends WithFakes {
    @Test
    @DisplayName("A239: a provider without a procedure table is WSAEINVALIDPROCTABLE")
    void refusesEmptyTable() {
        assertFailed(open(EMPTY_TABLE_TCP), Constants.WSAEINVALIDPROCTABLE);
    }

    @Test
    @DisplayName("A240: a provider of another version than 2.2 is WSAEINVALIDPROVIDER")
    void refusesOtherVersion() {
        assertFailed(open(WRONG_VERSION_TCP), Constants.WSAEINVALIDPROVIDER);
        assertThat(WRONG_VERSION.calls("WSPSocket")).isEmpty();
        assertThat(WRONG_VERSION.calls("WSPCleanup"))
                .as("every successful start is balanced")
                .hasSameSizeAs(WRONG_VERSION.starts());
    }

    @Test
    @DisplayName("A240: a provider that doesn't start is WSAEPROVIDERFAILEDINIT")
    void reportsFailedStart() {
        assertFailed(open(FAILING_TCP), Constants.WSAEPROVIDERFAILEDINIT);
        assertThat(FAILING.calls("WSPCleanup")).isEmpty();
    }

    @Test
    @DisplayName("A240: a provider that couldn't start is tried again at the next use")
    void triesFailedProviderAgain() {
        assertFailed(open(FAILING_TCP), Constants.WSAEPROVIDERFAILEDINIT);
        FAILING.starts(0, 0x0202, true);
        assertThat(open(FAILING_TCP)).isNotEqualTo(Constants.INVALID_SOCKET);
        assertThat(Winsock.WSACleanup()).isZero();
        assertThat(FAILING.calls("WSPCleanup")).hasSize(1);
    }

    @Test
    @DisplayName("A241: a provider is asked for version 2.2, with its entry and the upcalls")
    void asksForVersion22() {
        assertThat(IFS.starts()).hasSize(1);
        FakeProvider.Start start = IFS.starts().getFirst();
        assertThat(start.wVersionRequested()).isEqualTo(0x0202);
        assertThat(start.info()).isEqualTo(FakeProviders.info(IFS_TCP));
    }

    @Test
    @DisplayName("A242: starts are counted, and the last WSACleanup alone calls WSPCleanup")
    void countsStarts() {
        assertThat(startup()).isZero();
        openOrFail(IFS_TCP);
        assertThat(Winsock.WSACleanup()).isZero();
        assertThat(IFS.calls("WSPCleanup")).isEmpty();
        openOrFail(IFS_TCP);
        assertThat(Winsock.WSACleanup()).isZero();
        for (FakeProvider provider : new FakeProvider[] {IFS, PLAIN}) {
            assertThat(provider.starts()).hasSize(1);
            assertThat(provider.calls("WSPCleanup")).hasSize(1);
        }
        assertFailed(Winsock.WSACleanup(), Constants.WSANOTINITIALISED);
        assertThat(IFS.calls("WSPCleanup")).hasSize(1);
    }

    @Test
    @DisplayName("A242: after the last WSACleanup a start begins anew, with new upcalls")
    void startsAnew() {
        long old = openOrFail(IFS_TCP);
        assertThat(Winsock.WSACleanup()).isZero();
        assertFailed(Winsock.listen(old, 5), Constants.WSANOTINITIALISED);
        assertThat(startup()).isZero();
        assertThat(IFS.starts()).hasSize(2);
        assertThat(IFS.upcalls()).isNotSameAs(IFS.starts().getFirst().upcalls());
        assertFailed(Winsock.listen(old, 5), Constants.WSAENOTSOCK);
        assertThat(Winsock.listen(openOrFail(IFS_TCP), 5)).isZero();
    }

    @Test
    @DisplayName("A242: a call that outlives the last WSACleanup doesn't start a provider again")
    void staysEndedAfterCleanup() {
        ProviderLoader loader =
                new ProviderLoader(
                        Optional.of(new FakeProviders.Plain()),
                        PLAIN.catalog().getFirst(),
                        "Plain");
        assertThat(loader.start(PLAIN.upcalls())).isZero();
        int starts = PLAIN.starts().size();
        loader.cleanup();
        assertThat(loader.start(PLAIN.upcalls())).isEqualTo(Constants.WSANOTINITIALISED);
        assertThat(loader.provider()).isNull();
        assertThat(PLAIN.starts()).hasSize(starts);
    }

    @Test
    @DisplayName("WSAStartup succeeds if one provider starts, and tries every one")
    void startsWithSomeProviders() {
        assertThat(Winsock.WSACleanup()).isZero();
        IFS.starts(Constants.WSASYSNOTREADY, 0x0202, true);
        assertThat(startup()).isZero();
        assertFailed(open(IFS_TCP), Constants.WSAEPROVIDERFAILEDINIT);
        assertThat(EMPTY_TABLE.starts()).hasSizeGreaterThan(1);
    }

    @Test
    @DisplayName("WSAStartup without a startable provider returns the first one's reason")
    void failsWithoutProviders() {
        assertThat(Winsock.WSACleanup()).isZero();
        Winsock.WSASetLastError(0);
        FakeProviders.ALL.forEach(p -> p.starts(Constants.WSASYSNOTREADY, 0x0202, true));
        IFS.starts(Constants.WSAEPROCLIM, 0x0202, true);
        assertThat(startup()).isEqualTo(Constants.WSAEPROCLIM);
        assertThat(Winsock.WSAGetLastError()).isZero();
        assertFailed(open(IFS_TCP), Constants.WSANOTINITIALISED);
        assertFailed(Winsock.WSACleanup(), Constants.WSANOTINITIALISED);
        FakeProviders.reset();
        assertThat(startup()).isZero();
        openOrFail(IFS_TCP);
    }
}
