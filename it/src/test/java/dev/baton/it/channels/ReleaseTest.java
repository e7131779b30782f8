package dev.baton.it.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.DescriptorSnapshot;
import dev.baton.testkit.Eventually;
import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A channel is released in every state, and who shares its socket goes on. */
@InBothWays
@ParameterizedClass
@MethodSource("channels")
@DisplayName("Release")
final class ReleaseTest {
    private final Held.Kind kind;
    private final Origin origin;

    ReleaseTest(Held.Kind kind, Origin origin) {
        this.kind = kind;
        this.origin = origin;
    }

    static Stream<Arguments> channels() {
        return Stream.of(Held.Kind.values())
                .flatMap(kind ->
                        Stream.of(Origin.values()).map(origin -> Arguments.of(kind, origin)));
    }

    /** What the other holder sees, and the descriptors. */
    private static void releases(Held held, Selector... selectors) throws IOException {
        boolean nonBlocking = held.other().isNonBlocking();
        int before = descriptors();
        held.release();
        assertThat(held.channel().isOpen()).isFalse();
        held.arrives();
        for (Selector selector : selectors) {
            assertThat(Idle.earlyReturns(selector)).as("select returns at once").isZero();
            assertThat(selector.keys()).isEmpty();
        }
        held.othersTurn();
        assertThat(held.other().isNonBlocking()).isEqualTo(nonBlocking);
        // A thread that was blocked in it closes it when it comes to itself.
        Eventually.await(ChannelProcess.LIMIT, () -> descriptors() == before - 1);
    }

    private static int descriptors() {
        return DescriptorSnapshot.ofSelf()
                .only(DescriptorSnapshot.Descriptor::isSocket)
                .descriptors()
                .size();
    }

    @Test
    @DisplayName("of a channel in blocking mode")
    void blocking() throws IOException {
        try (Held held = kind.hold(origin)) {
            releases(held);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BLOCKING", "VIRTUAL"})
    @DisplayName("while a thread is blocked in it")
    void blocked(Manner manner) throws IOException {
        try (Held held = kind.hold(origin)) {
            Blocked blocked = Blocked.on(manner, held::block);
            releases(held);
            assertThat(blocked.thrown()).isInstanceOf(AsynchronousCloseException.class);
        }
    }

    @Test
    @DisplayName("of a channel that is registered with a selector")
    void registered() throws IOException {
        try (Held held = kind.hold(origin);
                Selector selector = Selector.open()) {
            SelectionKey key = held.register(selector, held.operation());
            releases(held, selector);
            assertThat(key.isValid()).isFalse();
        }
    }

    @Test
    @DisplayName("of a channel that is registered with two selectors")
    void registeredTwice() throws IOException {
        try (Held held = kind.hold(origin);
                Selector one = Selector.open();
                Selector two = Selector.open()) {
            held.register(one, held.operation());
            held.register(two, held.operation());
            releases(held, one, two);
        }
    }

    @Test
    @DisplayName("while a thread waits at its selector, which is not woken by what comes after")
    void selecting() throws IOException {
        try (Held held = kind.hold(origin);
                Selector waiting = Selector.open();
                Selector other = Selector.open()) {
            held.register(waiting, held.operation());
            held.register(other, held.operation());
            SelectLoop loop = SelectLoop.at(waiting);
            held.release();
            held.arrives();
            assertThat(Idle.earlyReturns(other)).isZero();
            held.othersTurn();
            loop.hasWaited();
        }
    }

    @Test
    @DisplayName("of a channel whose key is cancelled, which its selector does not know yet")
    void cancelled() throws IOException {
        try (Held held = kind.hold(origin);
                Selector selector = Selector.open()) {
            held.register(selector, held.operation()).cancel();
            assertThat(((SelectableChannel) held.channel()).isRegistered()).isTrue();
            releases(held, selector);
        }
    }

    @Test
    @DisplayName("of a registered channel that nothing is wanted of")
    void uninterested() throws IOException {
        try (Held held = kind.hold(origin);
                Selector selector = Selector.open()) {
            held.register(selector, 0);
            releases(held, selector);
        }
    }

    @Test
    @DisplayName("of a registered channel that nothing is wanted of any more")
    void notInterestedAnyMore() throws IOException {
        try (Held held = kind.hold(origin);
                Selector selector = Selector.open()) {
            held.register(selector, held.operation()).interestOps(0);
            releases(held, selector);
        }
    }

    @Test
    @DisplayName("of a channel that is ready, which its selector has told")
    void ready() throws IOException {
        try (Held held = kind.hold(origin);
                Selector selector = Selector.open()) {
            held.register(selector, held.operation());
            held.arrives();
            assertThat(selector.select()).isEqualTo(1);
            held.release();
            assertThat(Idle.earlyReturns(selector)).isZero();
            held.othersTurn();
        }
    }

    @Test
    @DisplayName("of a released channel, and of a closed one, does nothing")
    void twice() throws IOException {
        try (Held held = kind.hold(origin);
                Selector selector = Selector.open()) {
            held.register(selector, held.operation());
            held.release();
            held.release();
            selector.selectNow();
            held.release();
            held.arrives();
            held.othersTurn();
        }
    }
}
