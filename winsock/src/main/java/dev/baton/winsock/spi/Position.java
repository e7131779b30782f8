package dev.baton.winsock.spi;

import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.Guid;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.ProtocolInfo;
import dev.baton.winsock.struct.ProtocolInfoLayout;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * A layer's place in one chain, and the rule by which structures travel down from there: to another
 * layer the same segment, to the base provider its own entry. So a base provider never sees a
 * chain.
 *
 * @param chain the chain's entry
 * @param index 0 for the uppermost layer
 * @param next the entry beneath: a layer's or the base provider's
 * @param upcalls what the layer may call
 */
record Position(ProtocolInfo chain, int index, ProtocolInfo next, UpcallTable upcalls) {
    /**
     * Finds a layer by the identifier in its catalog entry (A253).
     *
     * @param chain the entry that the provider was started for
     * @return empty if it is no chain, or one in which this layer or what is beneath it is unknown
     */
    static Optional<Position> find(ProtocolInfo chain, Guid providerId, UpcallTable upcalls) {
        int last = chain.ProtocolChain().isChain() ? chain.ProtocolChain().ChainLen() - 1 : 0;
        for (int i = 0; i < last; i++) {
            Optional<ProtocolInfo> part = upcalls.catalog().entry(chain.ProtocolChain().entry(i));
            if (part.isPresent() && part.get().ProviderId().equals(providerId)) {
                int index = i;
                return upcalls.catalog()
                        .entry(chain.ProtocolChain().entry(i + 1))
                        .map(next -> new Position(chain, index, next, upcalls));
            }
        }
        return Optional.empty();
    }

    int nextId() {
        return next.dwCatalogEntryId();
    }

    /** The entry beneath, for messages. */
    String beneath() {
        return "entry " + nextId() + " \"" + next.protocolName() + "\" beneath it";
    }

    /** Whether the base provider is next. */
    boolean aboveBase() {
        return index + 2 == chain.ProtocolChain().ChainLen();
    }

    /**
     * The entry under which the layer registers descriptors: the chain's for the uppermost, its own
     * for the others, whose descriptors are nothing to applications.
     */
    int ownId() {
        return index == 0 ? chain.dwCatalogEntryId() : chain.ProtocolChain().entry(index);
    }

    /** The structure for what is beneath, when it only describes (A243, A244). */
    MemorySegment downward(MemorySegment lpProtocolInfo) {
        return aboveBase() ? MemorySegment.ofArray(next.toBytesW()) : lpProtocolInfo;
    }

    /**
     * Makes the base provider's structure the chain's: an opening then comes through the same
     * layers. What the socket is stays, and the handle of a duplicate.
     *
     * @param from what the base provider wrote, 628 bytes
     */
    ProtocolInfo relabelled(ProtocolInfo from) {
        return chain.withAddressing(from.iAddressFamily(), from.iSocketType(), from.iProtocol())
                .withProviderReserved(from.dwProviderReserved());
    }

    /** Relabels a {@code WSAPROTOCOL_INFOW} in memory. */
    void relabel(MemorySegment from, MemorySegment to) {
        ProtocolInfoLayout.writeW(to, relabelled(ProtocolInfoLayout.readW(from)));
    }

    /** Relabels what {@code SO_PROTOCOL_INFO} tells. */
    void relabelOption(int optname, MemorySegment optval) {
        if (!aboveBase()) {
            return;
        }
        if (optname == Constants.SO_PROTOCOL_INFOW) {
            relabel(optval, optval);
        } else if (optname == Constants.SO_PROTOCOL_INFOA) {
            ProtocolInfoLayout.writeA(optval, relabelled(ProtocolInfoLayout.readA(optval)));
        }
    }

    /**
     * WSPSocket of what is beneath.
     *
     * <p>The base provider gets its own entry: what the application's structure says otherwise goes
     * down as arguments, and a structure that names no family or type is diagnosed here (A251).
     */
    long openBeneath(
            ServiceProvider provider,
            int af,
            int type,
            int protocol,
            MemorySegment info,
            int g,
            int dwFlags,
            MemorySegment lpErrno) {
        if (!aboveBase() || !Memory.readable(info, ProtocolInfoLayout.SIZEOF_W)) {
            return provider.WSPSocket(af, type, protocol, info, g, dwFlags, lpErrno);
        }
        int handle = ProtocolInfoLayout.dwProviderReserved(info);
        MemorySegment base = MemorySegment.ofArray(next.withProviderReserved(handle).toBytesW());
        if (handle != 0) {
            return provider.WSPSocket(af, type, protocol, base, g, dwFlags, lpErrno);
        }
        ProtocolInfo told = ProtocolInfoLayout.readW(info);
        if (!named(af) && !named(told.iAddressFamily())) {
            return LayeredProvider.refuse(lpErrno, Constants.WSAEAFNOSUPPORT);
        }
        if (!named(type) && !named(told.iSocketType())) {
            return LayeredProvider.refuse(lpErrno, Constants.WSAESOCKTNOSUPPORT);
        }
        return provider.WSPSocket(
                meant(af, told.iAddressFamily(), next.iAddressFamily()),
                meant(type, told.iSocketType(), next.iSocketType()),
                meant(protocol, told.iProtocol(), next.iProtocol()),
                base,
                g,
                dwFlags,
                lpErrno);
    }

    /**
     * What an application means by an argument of WSPSocket: the base provider gets its own entry,
     * so what the application's structure says otherwise must go down as an argument.
     *
     * @param argument as it came
     * @param told the structure's field
     * @param entry the same field of the base's entry
     */
    private static int meant(int argument, int told, int entry) {
        return named(argument) || told == entry ? argument : told;
    }

    /** Whether a value names a family, type or protocol. */
    private static boolean named(int value) {
        return value != 0 && value != Constants.FROM_PROTOCOL_INFO;
    }
}
