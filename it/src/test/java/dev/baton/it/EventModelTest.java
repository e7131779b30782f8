package dev.baton.it;

import dev.baton.testkit.model.Kind;
import dev.baton.testkit.model.ModelRun;
import dev.baton.testkit.model.ModelRun.Flavours;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Network events of real sockets as the model of the rules has them, after each of many random
 * steps: with every kind of socket, in both flavours, with descriptors in one process and in two.
 * The long run, of so many steps in all:
 *
 * <pre>
 * mvn -pl it -am verify -Dtest=EventModelTest -Dsurefire.failIfNoSpecifiedTests=false
 *     -Dbaton.model.steps=1000000 -Dbaton.model.seed=1
 * </pre>
 *
 * A failure names the seed of its socket; with that as {@code -Dbaton.model.seed} and {@code
 * -Dbaton.model.steps=1} it is repeated.
 */
@ExtendWith(WinsockHere.class)
final class EventModelTest {
    private static final long SEED = Long.getLong("baton.model.seed", 20_000);

    /** Of all cases together. */
    private static final int STEPS = Integer.getInteger("baton.model.steps", 20_000);

    private static final List<Arguments> CASES = cases();

    private static List<Arguments> cases() {
        List<Arguments> cases = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (Flavours flavours : Flavours.values()) {
                cases.add(Arguments.of(kind, flavours, 1));
                cases.add(Arguments.of(kind, flavours, 2));
            }
        }
        return cases;
    }

    @ParameterizedTest
    @MethodSource("cases")
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void agrees(Kind kind, Flavours flavours, int processes) {
        new ModelRun(kind, flavours, processes).run(SEED, STEPS / CASES.size());
    }
}
