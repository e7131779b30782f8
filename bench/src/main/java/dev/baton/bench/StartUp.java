package dev.baton.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Times whole new JVMs from start to exit. This process is the other side of the hand-over, up and
 * running. Arguments: empty|self|source|target[+aot] RUNS.
 */
final class StartUp {
    private static final String AOT = "+aot";
    private static final int DEADLINE_SECONDS = 30;

    private final String mode;
    private final List<String> flags;
    private final int me = Math.toIntExact(ProcessHandle.current().pid());

    private StartUp(String mode, List<String> flags) {
        this.mode = mode;
        this.flags = flags;
    }

    public static void main(String[] args) throws Exception {
        boolean aot = args[0].endsWith(AOT);
        String mode = aot ? args[0].substring(0, args[0].length() - AOT.length()) : args[0];
        if (!mode.equals("empty")) {
            WinsockCalls.startUp();
        }
        Path folder = Files.createTempDirectory("baton-bench-aot");
        Path cache = folder.resolve("first.aot");
        try {
            if (aot) {
                new StartUp(mode, List.of("-XX:AOTCacheOutput=" + cache)).once();
            }
            List<String> flags = aot ? List.of("-XX:AOTCache=" + cache) : List.of();
            StartUp runs = new StartUp(mode, flags);
            long[] nanos = new long[Integer.parseInt(args[1])];
            for (int i = 0; i < nanos.length; i++) {
                nanos[i] = runs.once();
            }
            Arrays.sort(nanos);
            System.out.printf(
                    Locale.ROOT, Result.PREFIX + "ms=%.2f%n", nanos[nanos.length / 2] / 1e6);
        } finally {
            HandoffBench.delete(folder); // the JVM puts a second file beside the cache
        }
    }

    private long once() throws IOException, InterruptedException {
        List<String> command = Jvm.command(flags, FirstHandover.class, mode, me);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        long begin = System.nanoTime();
        Process process = builder.start();
        try {
            answer(process);
            if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("the new JVM failed");
            }
            return System.nanoTime() - begin;
        } finally {
            process.destroyForcibly();
        }
    }

    private void answer(Process process) throws IOException {
        byte[] ticket = new byte[WinsockCalls.TICKET];
        InputStream from = process.getInputStream();
        try (Arena arena = Arena.ofConfined();
                OutputStream to = process.getOutputStream()) {
            MemorySegment info = arena.allocate(WinsockCalls.TICKET, 8);
            ByteBuffer bytes = info.asByteBuffer();
            if (mode.equals("source")) {
                bytes.put(from.readNBytes(WinsockCalls.TICKET));
                WinsockCalls.open(info);
            } else if (mode.equals("target") && from.read() == 'r') {
                FirstHandover.duplicate(Math.toIntExact(process.pid()), info);
                bytes.get(ticket);
                to.write(ticket);
                to.flush();
                if (from.read() != 'a') {
                    throw new IOException("the new JVM did not open the ticket");
                }
            }
        }
    }
}
