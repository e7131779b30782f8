package dev.baton.layers.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.layer.LayerOptions;
import dev.baton.testkit.layer.TestChain;
import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.Memory;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a socket suffers follows from the seed and from the socket's own calls. */
class FaultSeedTest {
    private static final MemorySegment NULL = MemorySegment.NULL;
    private static final int SOCKETS = 3;
    private static final int CALLS = 200;

    private static LayerOptions seed(String seed, String... more) {
        List<String> pairs =
                new ArrayList<>(
                        List.of("seed", seed, "short", "0.5", "error", "WSPSend:0.2:WSAENOBUFS"));
        pairs.addAll(List.of(more));
        return LayerOptions.of("fault", pairs.toArray(String[]::new));
    }

    private static int send(TestChain chain, long s) {
        MemorySegment[] buffers = {MemorySegment.ofArray(new byte[100])};
        MemorySegment sent = MemorySegment.ofArray(new int[1]);
        MemorySegment lpErrno = MemorySegment.ofArray(new int[1]);
        int result = chain.top().WSPSend(s, buffers, 1, sent, 0, NULL, null, NULL, lpErrno);
        return result == 0 ? Memory.int32(sent, 0) : result;
    }

    private static List<Integer> sends(TestChain chain, long s) {
        List<Integer> outcomes = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            outcomes.add(send(chain, s));
        }
        return outcomes;
    }

    /** Socket after socket. */
    private static List<List<Integer>> inOrder() {
        try (TestChain chain = TestChain.overTcp(new FaultFactory())) {
            List<Long> sockets = List.of(chain.socket(), chain.socket(), chain.socket());
            return sockets.stream().map(s -> sends(chain, s)).toList();
        }
    }

    /** The sockets in turn, with other calls between. */
    private static List<List<Integer>> inTurn() {
        List<List<Integer>> outcomes = new ArrayList<>();
        try (TestChain chain = TestChain.overTcp(new FaultFactory())) {
            List<Long> sockets = List.of(chain.socket(), chain.socket(), chain.socket());
            sockets.forEach(s -> outcomes.add(new ArrayList<>()));
            for (int i = 0; i < CALLS; i++) {
                for (int k = SOCKETS - 1; k >= 0; k--) {
                    outcomes.get(k).add(send(chain, sockets.get(k)));
                    chain.top().WSPListen(sockets.get(k), i, chain.lpErrno());
                }
            }
        }
        return outcomes;
    }

    @Test
    void repeatsWithTheSameSeedInWhateverOrder() {
        try (LayerOptions _ = seed("4711")) {
            List<List<Integer>> first = inOrder();
            assertThat(inOrder()).isEqualTo(first);
            assertThat(inTurn()).isEqualTo(first);
            assertThat(first).doesNotHaveDuplicates();
        }
    }

    @Test
    void differsWithAnotherSeed() {
        List<List<Integer>> first;
        try (LayerOptions _ = seed("4711")) {
            first = inOrder();
        }
        try (LayerOptions _ = seed("4712")) {
            assertThat(inOrder()).doesNotContainAnyElementsOf(first);
        }
    }

    @Test
    void changesNothingElseWithAnotherOption() {
        List<List<Integer>> first;
        try (LayerOptions _ = seed("1")) {
            first = inOrder();
        }
        try (LayerOptions _ = seed("1", "delay", "1:0-0", "drop", "0.5")) {
            assertThat(inOrder()).isEqualTo(first);
        }
    }

    @Test
    void failsTheSameSendsWhetherOthersAreLostOrNot() {
        assertThat(failures("0.5")).isEqualTo(failures("0")).contains(true, false);
    }

    private static List<Boolean> failures(String drop) {
        try (LayerOptions _ = seed("1", "drop", drop);
                TestChain chain = TestChain.overUdp(new FaultFactory())) {
            List<Integer> outcomes = sends(chain, chain.socket());
            int passed = chain.base().calls("WSPSend").size();
            assertThat(passed < 120).isEqualTo(drop.equals("0.5"));
            return outcomes.stream().map(each -> each == Constants.SOCKET_ERROR).toList();
        }
    }

    @Test
    void hitsAsOftenAsAsked() {
        try (LayerOptions _ = seed("7")) {
            List<Integer> all = inOrder().stream().flatMap(List::stream).toList();
            long failed = all.stream().filter(each -> each == Constants.SOCKET_ERROR).count();
            long shortened = all.stream().filter(each -> each > 0 && each < 100).count();
            assertThat(failed).isBetween(80L, 160L);
            assertThat(shortened).isBetween(180L, 300L);
            assertThat(all.stream().filter(each -> each > 0).distinct().count()).isGreaterThan(50);
        }
    }

    @Test
    void takesOneRandomSeedForAllChainsOfTheProcess() {
        assertThat(FaultPlan.read().seed()).isEqualTo(FaultPlan.read().seed());
    }
}
