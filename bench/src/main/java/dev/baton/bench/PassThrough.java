package dev.baton.bench;

import dev.baton.winsock.spi.LayerFactory;
import dev.baton.winsock.spi.LayeredProvider;
import dev.baton.winsock.spi.NonIfsLayeredProvider;
import dev.baton.winsock.struct.Guid;
import java.util.function.Supplier;

/**
 * Layers that override nothing. Each has a class of its own, as the layers of a real chain have:
 * the JIT compiler can't take one for the other.
 */
public abstract class PassThrough extends LayerFactory {
    private PassThrough(String name, int number, Supplier<? extends LayeredProvider> layers) {
        super(
                name,
                "passes on, for benchmarks",
                new Guid(0x42656E63, (short) number, (short) 0, 0),
                layers);
    }

    /** A layer with the descriptors of the provider beneath. */
    public static final class First extends PassThrough {
        /** For {@link java.util.ServiceLoader}. */
        public First() {
            super("first", 1, () -> new LayeredProvider() {});
        }
    }

    /** Another one. */
    public static final class Second extends PassThrough {
        /** For {@link java.util.ServiceLoader}. */
        public Second() {
            super("second", 2, () -> new LayeredProvider() {});
        }
    }

    /** A third one. */
    public static final class Third extends PassThrough {
        /** For {@link java.util.ServiceLoader}. */
        public Third() {
            super("third", 3, () -> new LayeredProvider() {});
        }
    }

    /** A layer with descriptors of its own. */
    public static final class OwnHandles extends PassThrough {
        /** For {@link java.util.ServiceLoader}. */
        public OwnHandles() {
            super("ownhandles", 4, () -> new NonIfsLayeredProvider() {});
        }
    }
}
