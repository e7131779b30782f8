package dev.baton.layers.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.layers.AnyCall;
import dev.baton.layers.Entry;
import dev.baton.testkit.Seeds;
import dev.baton.testkit.layer.LayerOptions;
import dev.baton.testkit.layer.TestChain;
import dev.baton.winsock.Constants;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Arguments that can't be read, many threads, and places that can't be written. */
class HostileTraceTest {
    private static final int[] NUMBERS = {0, 1, 16, 628, -1, Integer.MAX_VALUE, Integer.MIN_VALUE};

    @TempDir private Path folder;

    private static MemorySegment closed() {
        try (Arena arena = Arena.ofShared()) {
            return arena.allocate(700);
        }
    }

    private static MemorySegment ofAnotherThread() throws InterruptedException {
        MemorySegment[] made = new MemorySegment[1];
        Thread other = Thread.ofPlatform().start(() -> made[0] = Arena.ofConfined().allocate(700));
        other.join();
        return made[0];
    }

    @Test
    void surviveAnyArguments() throws Exception {
        Path file = folder.resolve("trace");
        @Nullable MemorySegment[] pointers = {
            null,
            MemorySegment.NULL,
            MemorySegment.ofAddress(1),
            MemorySegment.ofArray(new byte[0]),
            MemorySegment.ofArray(new byte[3]),
            MemorySegment.ofArray(new byte[700]),
            MemorySegment.ofArray(new int[] {-1, -1, -1, -1}),
            MemorySegment.ofArray(new byte[700]).asReadOnly(),
            closed(),
            ofAnotherThread()
        };
        try (LayerOptions _ = LayerOptions.of("trace", "to", file.toString());
                TestChain chain = TestChain.overTcp(new TraceFactory())) {
            Seeds.run(random -> callAll(chain, random, pointers));
        }
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).noneMatch(line -> line.contains("threw"));
        assertThat(lines).hasSize(2 * 200 * (Entry.values().length - 1) + 1);
    }

    private static void callAll(
            TestChain chain, Random random, @Nullable MemorySegment[] pointers) {
        for (boolean succeed : new boolean[] {true, false}) {
            AnyCall.answerAll(chain.base(), call -> succeed ? 0 : call.fail(Constants.WSAEFAULT));
            for (Entry each : EnumSet.complementOf(EnumSet.of(Entry.WSPCleanup))) {
                for (int i = 0; i < 200; i++) {
                    AnyCall.make(
                            chain.top(),
                            each,
                            chain.lpErrno(),
                            type -> argument(type, random, pointers));
                }
            }
        }
    }

    private static @Nullable Object argument(
            Class<?> type, Random random, @Nullable MemorySegment[] pointers) {
        int number = NUMBERS[random.nextInt(NUMBERS.length)];
        if (type == int.class) {
            return number;
        }
        if (type == long.class) {
            return (long) number;
        }
        if (type == MemorySegment.class) {
            return pointers[random.nextInt(pointers.length)];
        }
        if (type == MemorySegment[].class && random.nextInt(4) != 0) {
            @Nullable MemorySegment[] some = new MemorySegment[random.nextInt(7)];
            for (int i = 0; i < some.length; i++) {
                some[i] = pointers[random.nextInt(pointers.length)];
            }
            return some;
        }
        return null;
    }

    @Test
    void neverMixesTheLinesOfThreadsAndChains() throws Exception {
        Path file = folder.resolve("trace");
        int threads = 4;
        int calls = 250;
        CountDownLatch ready = new CountDownLatch(threads);
        try (LayerOptions _ =
                        LayerOptions.of("trace", "to", file.toString(), "calls", "WSPListen");
                TestChain first = TestChain.overTcp(new TraceFactory());
                TestChain second = TestChain.overUdp(new TraceFactory())) {
            List<Thread> all =
                    IntStream.range(0, threads)
                            .mapToObj(i -> caller(i, calls, i % 2 == 0 ? first : second, ready))
                            .toList();
            for (Thread each : all) {
                each.join();
            }
        }
        List<String> lines = Files.readAllLines(file);
        assertThat(lines)
                .hasSize(threads * calls)
                .allMatch(line ->
                        line.matches(
                                "[0-9:.]{15} \\[caller-(\\d)] WSPListen\\(s=0x\\1, "
                                        + "backlog=\\d+\\) = 0 in \\d+ µs"));
    }

    private static Thread caller(int number, int calls, TestChain chain, CountDownLatch ready) {
        return Thread.ofPlatform()
                .name("caller-" + number)
                .start(() -> {
                    ready.countDown();
                    while (ready.getCount() > 0) {
                        Thread.onSpinWait();
                    }
                    MemorySegment lpErrno = MemorySegment.ofArray(new int[1]);
                    for (int i = 0; i < calls; i++) {
                        chain.top().WSPListen(number, i, lpErrno);
                    }
                });
    }

    @Test
    void givesUpAPlaceThatCantBeWritten() {
        AtomicInteger writes = new AtomicInteger();
        OutputStream full =
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        writes.incrementAndGet();
                        throw new IOException("no space left on device");
                    }
                };
        TraceLog log =
                new TraceLog(
                        new TraceFile("a full disk", full),
                        EnumSet.allOf(Entry.class),
                        line -> "x");
        TracedCall call =
                new TracedCall(
                        Instant.EPOCH,
                        "main",
                        Entry.WSPListen,
                        List.of(),
                        List.of(),
                        "0",
                        "",
                        -1,
                        0);
        log.print(call);
        log.print(call);
        assertThat(writes).hasValue(1);
    }

    @Test
    void flushesEachLine() throws IOException {
        Path file = folder.resolve("trace");
        try (LayerOptions _ =
                        LayerOptions.of("trace", "to", file.toString(), "calls", "WSPListen");
                TestChain chain = TestChain.overTcp(new TraceFactory())) {
            chain.top().WSPListen(4, 5, chain.lpErrno());
            assertThat(Files.readString(file, StandardCharsets.UTF_8)).endsWith(" µs\n");
        }
    }
}
