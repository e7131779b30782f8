package dev.baton.winsock.spi;

import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.ErrorNames;
import dev.baton.winsock.struct.Guid;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.ProtocolInfo;
import dev.baton.winsock.struct.ProtocolInfoLayout;
import dev.baton.winsock.struct.WspData;
import java.lang.System.Logger.Level;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Makes a {@link LayeredProvider} known and starts it: a public subclass with a public constructor
 * without parameters, declared as a {@link ProviderFactory} with {@code provides} and in {@code
 * META-INF/services}. A layer does nothing until it is installed in the catalog: one entry of chain
 * length 0 that names it and, for each protocol it is laid over, a chain.
 *
 * <p>Each chain gets a layer object of its own. Its start starts the provider beneath by the rule
 * of the specification: another layer gets the same, unmodified {@code WSAPROTOCOL_INFOW}, the base
 * provider its own.
 */
public abstract class LayerFactory implements ProviderFactory {
    private final String name;
    private final String purpose;
    private final Guid providerId;
    private final Supplier<? extends LayeredProvider> layers;

    /**
     * Describes the layer.
     *
     * @param name its name on the command line and in the names of its chains: a short word
     * @param purpose what it does, in one line
     * @param providerId its identifier, the same for ever
     * @param layers makes the layer object of one chain
     */
    protected LayerFactory(
            String name,
            String purpose,
            Guid providerId,
            Supplier<? extends LayeredProvider> layers) {
        this.name = name;
        this.purpose = purpose;
        this.providerId = providerId;
        this.layers = layers;
    }

    /** The layer's name, a short word. */
    public final String name() {
        return name;
    }

    /** What the layer does, in one line. */
    public final String purpose() {
        return purpose;
    }

    @Override
    public final Guid providerId() {
        return providerId;
    }

    /** A layer brings no entries of its own: it is installed. */
    @Override
    public final List<ProtocolInfo> catalogEntries() {
        return List.of();
    }

    /**
     * The service flags of its catalog entry.
     *
     * @return {@code XP1_IFS_HANDLES}, or 0 for a {@link NonIfsLayeredProvider}
     */
    public final int dwServiceFlags() {
        return layers.get() instanceof NonIfsLayeredProvider ? 0 : Constants.XP1_IFS_HANDLES;
    }

    /**
     * Whether the layer can be laid over a protocol.
     *
     * @param entry a base protocol or a chain
     * @return true, unless a subclass knows better
     */
    public boolean accepts(ProtocolInfo entry) {
        return true;
    }

    @Override
    public int WSPStartup(
            int wVersionRequested,
            MemorySegment lpWSPData,
            MemorySegment lpProtocolInfo,
            UpcallTable upcalls,
            ProcTable out) {
        if (!Memory.writable(lpWSPData, WspData.SIZEOF)
                || !Memory.readable(lpProtocolInfo, ProtocolInfoLayout.SIZEOF_W)) {
            return Constants.WSAEFAULT;
        }
        if (!WspData.allows22(wVersionRequested)) {
            return Constants.WSAVERNOTSUPPORTED;
        }
        Optional<Position> position =
                Position.find(ProtocolInfoLayout.readW(lpProtocolInfo), providerId, upcalls);
        if (position.isEmpty()) {
            return fail(
                    Constants.WSAEPROVIDERFAILEDINIT,
                    "the entry that Winsock starts it for is no chain with it: take the layer out of"
                            + " the catalog and install it again");
        }
        return start(position.get(), lpWSPData, lpProtocolInfo, out);
    }

    private int start(
            Position position,
            MemorySegment lpWSPData,
            MemorySegment lpProtocolInfo,
            ProcTable out) {
        Optional<ProviderFactory> factory =
                position.upcalls().catalog().provider(position.nextId());
        if (factory.isEmpty()) {
            return fail(
                    Constants.WSAEPROVIDERFAILEDINIT,
                    "the provider of "
                            + position.beneath()
                            + " was not found: put its jar on the class path or module path, or into"
                            + " the folder of providers");
        }
        LayeredProvider layer = layers.get();
        ProcTable table = new ProcTable();
        int error =
                factory.get()
                        .WSPStartup(
                                Constants.WINSOCK_VERSION,
                                lpWSPData,
                                position.downward(lpProtocolInfo),
                                layer.beneath(position.upcalls()),
                                table);
        if (error != 0) {
            return fail(error, position.beneath() + " did not start: " + ErrorNames.name(error));
        }
        Optional<ServiceProvider> next = table.provider();
        if (next.isEmpty()) {
            return fail(
                    Constants.WSAEINVALIDPROCTABLE,
                    position.beneath() + " has no procedure table, its provider is broken");
        }
        return begin(layer, position, next.get(), lpWSPData, out);
    }

    private int begin(
            LayeredProvider layer,
            Position position,
            ServiceProvider next,
            MemorySegment lpWSPData,
            ProcTable out) {
        boolean begun = false;
        try {
            if (Memory.int16(lpWSPData, 0) != Constants.WINSOCK_VERSION) {
                return fail(
                        Constants.WSAEINVALIDPROVIDER,
                        position.beneath()
                                + " has another version than 2.2, its provider is broken");
            }
            layer.begin(position, next);
            new WspData(Constants.WINSOCK_VERSION, Constants.WINSOCK_VERSION, name)
                    .write(lpWSPData);
            out.provider(layer);
            begun = true;
            return 0;
        } finally {
            if (!begun) {
                next.WSPCleanup(MemorySegment.ofArray(new int[1]));
            }
        }
    }

    private int fail(int error, String why) {
        System.getLogger("dev.baton.winsock")
                .log(Level.ERROR, "cannot start the layer " + name + ": " + why);
        return error;
    }
}
