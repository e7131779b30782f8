package dev.baton.testkit.conformance;

import static dev.baton.testkit.Here.HERE;
import static dev.baton.winsock.Constants.AF_INET;
import static dev.baton.winsock.Constants.FD_READ;
import static dev.baton.winsock.Constants.FIONBIO;
import static dev.baton.winsock.Constants.SOCK_DGRAM;
import static dev.baton.winsock.Constants.WSAEINVAL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Holder;
import dev.baton.testkit.Peer;
import dev.baton.testkit.Sockets;
import dev.baton.winsock.Winsock;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Section 6.8: what registering for network events does to the blocking mode. */
@ConformanceTests
final class NotificationModeConformance {
    private static int fionbio(Holder s, int mode) {
        MemorySegment none = MemorySegment.NULL;
        MemorySegment bytes = Sockets.number(0);
        return Winsock.WSAIoctl(
                s.s(), FIONBIO, Sockets.number(mode), 4, none, 0, bytes, none, null);
    }

    @Flavour.ThroughAll
    @DisplayName("A130 A131 a registered socket is non-blocking, and stays so: WSAEINVAL")
    void refusesToBlockWhileRegistered(Flavour flavour, Through through, Peer peer) {
        Holder s = Sockets.tcp().server();
        Holder d = through.of(s, peer);
        flavour.in(HERE).select(s, FD_READ);
        assertThat(d.isNonblocking()).isTrue();
        d.ioctl(FIONBIO, 0).failsWith(WSAEINVAL);
        d.nonblocking(true);
        s.ioctl(FIONBIO, 0).failsWith(WSAEINVAL);
        s.shareWith(HERE).ioctl(FIONBIO, 0).failsWith(WSAEINVAL);
        assertThat(s.isNonblocking()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A130 WSAIoctl refuses it, too")
    void refusesTheLongForm(Flavour flavour) {
        Holder s = Sockets.bound(AF_INET, SOCK_DGRAM);
        flavour.in(HERE).select(s, FD_READ);
        Sockets.checkFails(WSAEINVAL, fionbio(s, 0));
        Sockets.check(fionbio(s, 1));
        flavour.cancel(s).succeeds();
        Sockets.check(fionbio(s, 0));
        assertThat(s.isNonblocking()).isFalse();
    }

    @Flavour.Replacements
    @DisplayName("A132 a socket blocks again once the registration has ended and FIONBIO says so")
    void blocksAgain(Flavour flavour, Flavour end, Through through, Peer peer) {
        Holder s = Sockets.tcp().server();
        Holder d = through.of(s, peer);
        flavour.in(HERE).select(s, FD_READ);
        end.cancel(d).succeeds();
        assertThat(s.isNonblocking()).as("not by itself").isTrue();
        s.nonblocking(false);
        assertThat(d.isNonblocking()).isFalse();
    }

    @Flavour.ThroughAll
    @DisplayName("A133 mask 0 makes a socket non-blocking, even if nothing was registered")
    void endsBlockingWithoutEvents(Flavour flavour, Through through, Peer peer) {
        Holder s = Sockets.tcp().server();
        Holder d = through.of(s, peer);
        flavour.cancel(d).succeeds();
        assertThat(s.isNonblocking()).isTrue();
        s.nonblocking(false);
        assertThat(s.isNonblocking()).isFalse();
    }
}
