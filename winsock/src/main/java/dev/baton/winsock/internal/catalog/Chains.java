package dev.baton.winsock.internal.catalog;

import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.ProtocolChain;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rules of protocol chains. */
final class Chains {
    private Chains() {}

    /**
     * What keeps a chain from working.
     *
     * @param catalog all entries by their number
     * @return null if nothing does
     */
    static @Nullable String flaw(ProtocolChain chain, Map<Integer, CatalogItem> catalog) {
        if (!chain.isChain()) {
            return "it has " + chain.ChainLen() + " parts, not 2 to 7";
        }
        int last = chain.ChainLen() - 1;
        for (int i = 0; i <= last; i++) {
            int id = chain.entry(i);
            CatalogItem part = catalog.get(id);
            if (part == null) {
                return "its part " + id + " is not installed";
            }
            ProtocolChain itsChain = part.info().ProtocolChain();
            if (i == last ? !itsChain.isBase() : !itsChain.isLayer()) {
                return "its part " + id + " is no " + (i == last ? "base protocol" : "layer");
            }
            for (int above = 0; above < i; above++) {
                if (chain.entry(above) == id) {
                    return "its part " + id + " is in it twice";
                }
            }
        }
        return null;
    }

    /**
     * Whether a layer of a chain without flaws hands on the system's handles although one below it
     * doesn't: it would get handles that are none.
     */
    static boolean isIfsAboveOther(ProtocolChain chain, Map<Integer, CatalogItem> catalog) {
        boolean ifsAbove = false;
        for (int i = 0; i < chain.ChainLen() - 1; i++) {
            CatalogItem part = catalog.get(chain.entry(i));
            boolean ifs = part != null && part.ifs();
            if (ifsAbove && !ifs) {
                return true;
            }
            ifsAbove |= ifs;
        }
        return false;
    }

    /** The chain of a layer over an entry; null if the entry has no room left above it. */
    static @Nullable ProtocolChain over(int layer, CatalogItem lower) {
        ProtocolChain below = lower.info().ProtocolChain();
        int[] ids = below.isChain() ? below.catalogIds() : new int[] {lower.id()};
        if (ids.length == Constants.MAX_PROTOCOL_CHAIN) {
            return null;
        }
        int[] all = new int[ids.length + 1];
        all[0] = layer;
        System.arraycopy(ids, 0, all, 1, ids.length);
        return ProtocolChain.of(all);
    }
}
