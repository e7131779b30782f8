package dev.baton.testkit.layer;

import dev.baton.winsock.spi.LayerFactory;
import dev.baton.winsock.spi.LayeredProvider;
import dev.baton.winsock.spi.ProcTable;
import dev.baton.winsock.spi.UpcallTable;
import dev.baton.winsock.struct.Guid;
import java.lang.foreign.MemorySegment;
import java.util.function.Supplier;

/** The layer that a test writes, in its own process. */
public final class ScriptedFactory extends LayerFactory {
    /** What {@code WSPStartup} does. */
    @FunctionalInterface
    public interface Startup {
        /**
         * Starts the layer.
         *
         * @param usual starts it as it should be
         * @param lpWSPData receives the version
         * @param out receives the table
         * @return the result of {@code WSPStartup}
         */
        int start(Supplier<Integer> usual, MemorySegment lpWSPData, ProcTable out);
    }

    private static final class Passing extends LayeredProvider {}

    private static final Startup USUAL = (usual, data, out) -> usual.get();

    private static volatile Supplier<? extends LayeredProvider> layers = Passing::new;
    private static volatile Startup startup = USUAL;

    /** For {@link java.util.ServiceLoader}. */
    public ScriptedFactory() {
        super(
                "scripted",
                "does what a test says, for tests",
                new Guid(0x4C617965, (short) 99, (short) 0, 0),
                () -> layers.get());
    }

    /**
     * Writes the layer.
     *
     * @param script makes it
     */
    public static void layers(Supplier<? extends LayeredProvider> script) {
        layers = script;
    }

    /**
     * Writes its start.
     *
     * @param script what {@code WSPStartup} does
     */
    public static void startup(Startup script) {
        startup = script;
    }

    /** Makes it a layer in which nothing happens. */
    public static void reset() {
        layers = Passing::new;
        startup = USUAL;
    }

    @Override
    public int WSPStartup(
            int wVersionRequested,
            MemorySegment lpWSPData,
            MemorySegment lpProtocolInfo,
            UpcallTable upcalls,
            ProcTable out) {
        return startup.start(
                () -> super.WSPStartup(wVersionRequested, lpWSPData, lpProtocolInfo, upcalls, out),
                lpWSPData,
                out);
    }
}
