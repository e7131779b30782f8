package dev.baton.cli.demo;

import dev.baton.cli.sockets.SampleEntry;
import java.util.List;
import java.util.Map;

/** Results as a demo brings them. */
public final class Samples {
    private Samples() {}

    static Scene scene(long gaps, long resets) {
        Report report =
                new Report(
                        1,
                        1500,
                        384_000,
                        384_000,
                        gaps,
                        0,
                        0,
                        resets,
                        0,
                        Map.of(11L, 1000L, 12L, 500L));
        return new Scene(
                11,
                12,
                List.of(Step.of(5, "WSADuplicateSocketW(...) = 0")),
                new Move(1, 300_000, 100_000, 200_000, 2_000_000),
                new Pauses(500_000, 2_500_000, 1_000_000),
                report);
    }

    /** A demo whose scenes both had these gaps and resets. */
    public static DemoResult result(long gaps, long resets) {
        return new DemoResult(
                10, SampleEntry.TCP, scene(gaps, resets), scene(gaps, resets), 3_000_000_000L);
    }
}
