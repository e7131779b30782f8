package dev.baton.cli.demo;

import java.util.List;

/**
 * A hand-over from one source to the target, and what the client saw of it.
 *
 * @param sourcePid the source
 * @param targetPid the target
 * @param steps the steps that were made, in order
 * @param move how long it took
 * @param pauses what the client waited
 * @param report what the client received
 */
record Scene(
        long sourcePid, long targetPid, List<Step> steps, Move move, Pauses pauses, Report report) {
    Scene {
        steps = List.copyOf(steps);
    }
}
