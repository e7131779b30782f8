package dev.baton.bench;

import dev.baton.winsock.spi.LayerFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** What is installed over TCP, and whether the socket that is measured goes through it. */
public enum LayerStack {
    /** The base of every comparison. */
    NONE("no layer"),
    /** The same: how far it is from the base is what the method can't tell apart. */
    CONTROL("no layer, once more"),
    /** Installed, but the socket is one of the base provider's entry. */
    UNUSED("a layer, socket of the base entry"),
    /** One layer. */
    ONE("one layer"),
    /** One layer with descriptors of its own. */
    OWN_HANDLES("one layer, own descriptors"),
    /** Three layers. */
    THREE("three layers");

    private static final long FORK_STRIDE = 1_000_003;

    private final String title;

    LayerStack(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** Whether the socket goes through what is installed. */
    boolean used() {
        return this != UNUSED;
    }

    /** What is installed, the lowest first. */
    List<LayerFactory> layers() {
        return switch (this) {
            case NONE, CONTROL -> List.of();
            case UNUSED, ONE -> List.of(new PassThrough.First());
            case OWN_HANDLES -> List.of(new PassThrough.OwnHandles());
            case THREE ->
                    List.of(
                            new PassThrough.First(),
                            new PassThrough.Second(),
                            new PassThrough.Third());
        };
    }

    /** All of them in the order of that round: another one each time, the same in every process. */
    static List<LayerStack> round(int fork, int round) {
        List<LayerStack> order = new ArrayList<>(List.of(values()));
        Collections.shuffle(order, new Random(fork * FORK_STRIDE + round));
        return order;
    }

    /** Whose turn the i-th iteration is, if each round takes one of each. */
    static LayerStack turn(int fork, int i) {
        return round(fork, i / values().length).get(i % values().length);
    }
}
