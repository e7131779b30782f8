package dev.baton.layers;

import dev.baton.layers.meter.MeterFactory;
import dev.baton.layers.trace.TraceFactory;
import dev.baton.testkit.ChildLoop;
import dev.baton.testkit.layer.TestChain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A program without Micrometer whose trace goes to standard error. */
final class OutsideChild {
    private OutsideChild() {}

    public static void main(String[] arguments) throws IOException {
        ChildLoop.serve(request -> run(new String(request, StandardCharsets.UTF_8)));
    }

    private static byte[] run(String layer) {
        try (TestChain chain =
                TestChain.overTcp(
                        layer.equals("meter") ? new MeterFactory() : new TraceFactory())) {
            chain.socket();
            return "started".getBytes(StandardCharsets.UTF_8);
        } catch (IllegalStateException e) {
            return String.valueOf(e.getMessage()).getBytes(StandardCharsets.UTF_8);
        }
    }
}
