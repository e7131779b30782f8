package dev.baton.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.cli.sockets.SampleEntry;
import dev.baton.cli.text.Paint;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class TextNarratorTest {
    private final StringWriter text = new StringWriter();
    private final TextNarrator narrator =
            new TextNarrator(new PrintWriter(text), new Paint(false), "1.2");

    @Test
    void showsNumberActorAndCallOfAStepInColumns() {
        narrator.step(Role.SOURCE, 4711, Step.of(10, "closesocket(s=0x104) = 0", "a note"));

        assertThat(text.toString().lines())
                .containsExactly(
                        " 10 source 4711     closesocket(s=0x104) = 0",
                        "                    a note");
    }

    @Test
    void keepsTheStructureWithinTheLine() {
        narrator.structure(SampleEntry.TCP);

        assertThat(text.toString().lines())
                .hasSizeGreaterThan(20)
                .allMatch(line -> line.length() <= TextNarrator.WIDTH)
                .anyMatch(line -> line.contains("XP1_GUARANTEED_ORDER"))
                .anyMatch(
                        line -> line.contains("dwProviderReserved") && line.contains("0xe719543b"));
    }

    @Test
    void tellsWhatTheClientSaw() {
        narrator.conversation(Samples.scene(0, 0));

        assertThat(text.toString())
                .contains("1,500 answered in order: 1,000 by the source, 500 by the target")
                .contains("gaps 0  repetitions 0  damaged 0  resets 0  early ends 0")
                .contains("2.5 ms while it moved; 0.50 ms before, 1.0 ms after");
    }

    @Test
    void saysPlainlyWhetherSomethingWasLost() {
        narrator.end(Samples.result(0, 0));
        assertThat(text.toString()).contains("Nothing was lost").doesNotContain("LOST");

        text.getBuffer().setLength(0);
        narrator.end(Samples.result(2, 1));
        assertThat(text.toString())
                .contains("LOST: 2 gaps, 1 reset; 2 gaps, 1 reset")
                .doesNotContain("Nothing");
    }

    @Test
    void usesNoEscapesUnlessAskedTo() {
        narrator.begin(1, 2, 3);
        narrator.end(Samples.result(1, 0));
        assertThat(text.toString()).doesNotContain("\u001b");

        new TextNarrator(new PrintWriter(text), new Paint(true), "1.2").begin(1, 2, 3);
        assertThat(text.toString()).contains("\u001b[");
    }
}
