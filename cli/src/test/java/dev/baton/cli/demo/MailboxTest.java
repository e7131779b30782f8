package dev.baton.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Failures of children reach the one who waits, at once and with their reasons. */
final class MailboxTest {
    private final Mailbox mailbox = new Mailbox();
    private Child silent;
    private Child talker;

    @BeforeEach
    void startChildren() throws DemoFailure {
        // One prints what is no frame and ends; the other's words are posted by the tests.
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        talker = Child.start("talker", new ProcessBuilder(java, "--version"), mailbox::post);
        silent =
                Child.start(
                        "silent", new ProcessBuilder(java, "-no-such-flag"), (from, frame) -> {});
    }

    @AfterEach
    void endChildren() {
        silent.close();
        talker.close();
    }

    @Test
    void reportsAChildThatSpeaksNoFrames() {
        assertThatExceptionOfType(DemoFailure.class)
                .isThrownBy(() -> await(talker, soon()))
                .withMessageContaining("talker")
                .withMessageContaining("no frame")
                .satisfies(e -> assertThat(e.details()).contains("exit code"));
    }

    @Test
    void reportsTheFailureOfAChildThatNobodyWaitsFor() {
        assertThatExceptionOfType(DemoFailure.class)
                .isThrownBy(() -> await(silent, soon()))
                .withMessageContaining("the talker")
                .withMessageContaining("gave up");
    }

    @Test
    void reportsAnEndThatCameBeforeItWasWaitedFor() throws Exception {
        Mailbox other = new Mailbox();
        other.post(silent, Frame.of(Frame.Kind.END));
        other.post(talker, Frame.of(Frame.Kind.READY));
        other.await(talker, MailboxTest::isReady, "the talker is ready", soon());

        assertThatExceptionOfType(DemoFailure.class)
                .isThrownBy(() ->
                        other.await(
                                silent, MailboxTest::isReady, "the silent one is ready", soon()))
                .withMessageContaining("the silent " + silent.pid() + " has ended")
                .satisfies(e -> assertThat(e.details()).contains("-no-such-flag"));
    }

    @Test
    void keepsWhatIsNotWantedYet() throws Exception {
        Mailbox other = new Mailbox();
        other.post(talker, Frame.of(Frame.Kind.READY));
        other.post(silent, Frame.of(Frame.Kind.READY));
        other.post(talker, Frame.of(Frame.Kind.END));

        assertThat(other.await(silent, MailboxTest::isReady, "ready", soon()).kind())
                .isEqualTo(Frame.Kind.READY);
        assertThat(other.await(talker, MailboxTest::isReady, "ready", soon()).kind())
                .isEqualTo(Frame.Kind.READY);
    }

    @Test
    void givesUpWhenTheTimeIsOver() {
        Mailbox other = new Mailbox();
        assertThatExceptionOfType(DemoFailure.class)
                .isThrownBy(() ->
                        other.await(
                                silent,
                                MailboxTest::isReady,
                                "the silent one is ready",
                                Deadline.in(Duration.ofMillis(1))))
                .withMessage("no time is left to wait until the silent one is ready");
    }

    private Frame await(Child child, Deadline deadline) throws DemoFailure, InterruptedException {
        return mailbox.await(child, MailboxTest::isReady, "it is ready", deadline);
    }

    private static boolean isReady(Frame frame) {
        return frame.kind() == Frame.Kind.READY;
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(60));
    }
}
