package dev.baton.testkit.layer;

import dev.baton.winsock.spi.LayerFactory;
import dev.baton.winsock.spi.LayeredProvider;
import dev.baton.winsock.spi.ProcTable;
import dev.baton.winsock.spi.UpcallTable;
import dev.baton.winsock.struct.Guid;
import java.lang.foreign.MemorySegment;
import java.util.function.Supplier;

/**
 * Layers in which nothing happens, except that they record the structures that pass them if {@link
 * Recorded#FILE} says where to.
 */
public abstract class RecordingFactory extends LayerFactory {
    private RecordingFactory(String name, int number, Supplier<? extends LayeredProvider> layers) {
        super(
                name,
                "records structures for tests",
                new Guid(0x4C617965, (short) number, (short) 0, 0),
                layers);
    }

    @Override
    public int WSPStartup(
            int wVersionRequested,
            MemorySegment lpWSPData,
            MemorySegment lpProtocolInfo,
            UpcallTable upcalls,
            ProcTable out) {
        Recorded.write(name(), "WSPStartup", lpProtocolInfo);
        return super.WSPStartup(wVersionRequested, lpWSPData, lpProtocolInfo, upcalls, out);
    }

    /** A layer with the descriptors of the provider beneath. */
    public static final class First extends RecordingFactory {
        /** For {@link java.util.ServiceLoader}. */
        public First() {
            super("first", 1, () -> new RecordingLayer("first"));
        }
    }

    /** Another one. */
    public static final class Second extends RecordingFactory {
        /** For {@link java.util.ServiceLoader}. */
        public Second() {
            super("second", 2, () -> new RecordingLayer("second"));
        }
    }

    /** A third one. */
    public static final class Third extends RecordingFactory {
        /** For {@link java.util.ServiceLoader}. */
        public Third() {
            super("third", 3, () -> new RecordingLayer("third"));
        }
    }

    /** A layer with descriptors of its own. */
    public static final class OwnHandles extends RecordingFactory {
        /** For {@link java.util.ServiceLoader}. */
        public OwnHandles() {
            super("ownhandles", 4, () -> new RecordingOwnHandlesLayer("ownhandles"));
        }
    }

    /** Another one. */
    public static final class MoreHandles extends RecordingFactory {
        /** For {@link java.util.ServiceLoader}. */
        public MoreHandles() {
            super("morehandles", 5, () -> new RecordingOwnHandlesLayer("morehandles"));
        }
    }
}
