package dev.baton.it.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.ChildJvm;
import dev.baton.testkit.DescriptorSnapshot;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A {@link HandoffProgram}. */
final class Program implements AutoCloseable {
    /** Options with which the JDK's channels are open to Baton. */
    static final List<String> DIRECT =
            List.of("--add-opens=java.base/sun.nio.ch=dev.baton.channels");

    private final ChildJvm child;

    private Program(ChildJvm child) {
        this.child = child;
    }

    static Program start(List<String> launcher, List<String> options) {
        return new Program(
                ChildJvm.start(HandoffProgram.class, launcher, options, Map.of(), List.of()));
    }

    /** One that receives in a folder. */
    static Program receiver(Path point) {
        Program program = start(List.of(), DIRECT);
        program.order("opened", "open " + point);
        return program;
    }

    String ask(String order) {
        return new String(
                child.call(order.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    void order(String expected, String order) {
        assertThat(ask(order)).as(order).isEqualTo(expected);
    }

    void begin(String order) {
        child.send(order.getBytes(StandardCharsets.UTF_8));
    }

    void ends(String expected) {
        assertThat(child.receive(ChildJvm.DEADLINE))
                .isEqualTo(expected.getBytes(StandardCharsets.UTF_8));
    }

    long pid() {
        return child.pid();
    }

    void kill() {
        child.kill();
    }

    void stop() {
        child.stop();
    }

    void resume() {
        child.resume();
    }

    String said() {
        return child.stderr();
    }

    DescriptorSnapshot descriptors() {
        return DescriptorSnapshot.of(pid());
    }

    @Override
    public void close() {
        child.close();
    }
}
