package dev.baton.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the processes of the demo tell each other arrives as it was sent. */
final class CodecTest {
    @Test
    void carriesSteps() throws IOException {
        Step step = Step.of(8, "WSASocketW(...) = 0x104", "one note", "another");
        Frame frame = step.toFrame();

        assertThat(Step.read(frame.open())).isEqualTo(step);
        assertThat(Step.is(frame, 8)).isTrue();
        assertThat(Step.is(frame, 9)).isFalse();
        assertThat(Step.is(Frame.of(Frame.Kind.HANDOFF), 8)).isFalse();
    }

    @Test
    void carriesMoves() throws IOException {
        Move move = new Move(1000, 1, 2, Long.MAX_VALUE, 3);

        assertThat(Move.read(Frame.of(Frame.Kind.DONE, move::write).open())).isEqualTo(move);
    }

    @Test
    void carriesReports() throws IOException {
        Report report = new Report(1, 2, 3, 4, 5, 6, 7, 8, 9, Map.of(4711L, 1L, 4713L, 1L));

        Report read = Report.read(Frame.of(Frame.Kind.REPORT, report::write).open());

        assertThat(read).isEqualTo(report);
        assertThat(read.losses()).isEqualTo(5 + 6 + 7 + 8 + 9);
        assertThat(read.answeredBy(4713)).isEqualTo(1);
        assertThat(read.answeredBy(1)).isZero();
    }
}
