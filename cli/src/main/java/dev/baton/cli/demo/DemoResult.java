package dev.baton.cli.demo;

import dev.baton.winsock.struct.ProtocolInfo;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The whole demo.
 *
 * @param clientPid the client
 * @param info the structure of the one connection
 * @param one the scenario of steps 1 to 10
 * @param crowd many connections at once
 * @param nanos how long all of it took
 */
public record DemoResult(long clientPid, ProtocolInfo info, Scene one, Scene crowd, long nanos) {
    /** Everything that must not be: gaps, repetitions, damage, resets, cut conversations. */
    public long losses() {
        return one.report().losses() + crowd.report().losses();
    }

    /** The losses in words, of both acts. */
    public String lossText() {
        return Stream.of(one, crowd)
                .map(scene -> scene.report().lossText())
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("; "));
    }

    /** Whether the client noticed nothing. */
    public boolean lossless() {
        return losses() == 0;
    }
}
