package dev.baton.winsock.internal.catalog;

import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.Guid;
import dev.baton.winsock.struct.ProtocolChain;
import dev.baton.winsock.struct.ProtocolInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code WSCInstallProviderAndChains}: a layer, and chains of it over what is there, which come
 * first in the order.
 *
 * @param provider the layer's id
 * @param path class name of its factory
 * @param name its name
 * @param serviceFlags {@code XP1_IFS_HANDLES} or 0
 */
record LayerInstallation(Guid provider, String path, String name, int serviceFlags) {
    /** What a chain is laid over: the first entry of these. */
    record Triple(int family, int type, int protocol) {
        static Triple of(ProtocolInfo info) {
            return new Triple(info.iAddressFamily(), info.iSocketType(), info.iProtocol());
        }
    }

    /** The new contents, and the number of the layer's own entry in it. */
    record Result(CatalogContents contents, int layerId) {}

    /**
     * Installs.
     *
     * @param wanted null for every kind of socket that applications can see
     * @param ids makes ids for the chains
     */
    Result into(CatalogEditor editor, @Nullable Set<Triple> wanted, Supplier<Guid> ids)
            throws CatalogException {
        refuseDuplicates(editor);
        List<CatalogItem> lowers = lowers(editor, wanted);
        int id = editor.newIds(lowers.size() + 1);
        CatalogContents old = editor.contents();
        List<CatalogItem> items = new ArrayList<>(old.items());
        List<Integer> order = new ArrayList<>();
        CatalogItem layer = new CatalogItem(Entries.layer(provider, id, serviceFlags, name), path);
        items.add(layer);
        Map<Integer, CatalogItem> parts = new HashMap<>(editor.byId());
        parts.put(id, layer);
        int next = id + 1;
        for (CatalogItem lower : lowers) {
            ProtocolChain chain = chain(layer, lower, parts);
            ProtocolInfo info = Entries.chain(lower.info(), ids.get(), next, chain, layer.info());
            items.add(new CatalogItem(info, path));
            order.add(next++);
        }
        order.addAll(old.order());
        return new Result(new CatalogContents(next, order, items), id);
    }

    private void refuseDuplicates(CatalogEditor editor) throws CatalogException {
        for (CatalogItem item : editor.all()) {
            if (item.info().ProviderId().equals(provider)) {
                // The documentation has a code for each: the same provider, or another's id.
                int error =
                        item.path().equals(path) ? Constants.WSANO_RECOVERY : Constants.WSAEINVAL;
                throw CatalogException.refused(
                        error, "provider " + provider + " is installed already: " + item.path());
            }
            if (item.info().ProtocolChain().isLayer() && item.info().protocolName().equals(name)) {
                throw CatalogEditor.invalid("a layer named \"" + name + "\" is installed already");
            }
        }
    }

    private static List<CatalogItem> lowers(CatalogEditor editor, @Nullable Set<Triple> wanted)
            throws CatalogException {
        Set<Triple> left = new LinkedHashSet<>();
        for (CatalogItem item : editor.all()) {
            if (wanted == null && isWhole(item, editor) && !item.hidden()) {
                left.add(Triple.of(item.info()));
            }
        }
        if (wanted != null) {
            left.addAll(wanted);
        } else if (left.isEmpty()) {
            throw CatalogException.refused(
                    Constants.WSANO_RECOVERY, "there is no base provider to lay a layer over");
        }
        List<CatalogItem> lowers = new ArrayList<>();
        for (CatalogItem item : editor.all()) {
            boolean seen = wanted != null || !item.hidden();
            if (seen && isWhole(item, editor) && left.remove(Triple.of(item.info()))) {
                lowers.add(item);
            }
        }
        if (!left.isEmpty()) {
            throw CatalogEditor.invalid("no entry for " + left);
        }
        return lowers;
    }

    private static boolean isWhole(CatalogItem item, CatalogEditor editor) {
        ProtocolChain chain = item.info().ProtocolChain();
        return chain.isBase() || Chains.flaw(chain, editor.byId()) == null;
    }

    private static ProtocolChain chain(
            CatalogItem layer, CatalogItem lower, Map<Integer, CatalogItem> parts)
            throws CatalogException {
        ProtocolChain chain = Chains.over(layer.id(), lower);
        if (chain == null) {
            throw CatalogException.refused(
                    Constants.WSANO_RECOVERY,
                    "\"" + lower.info().protocolName() + "\" has seven parts already");
        }
        if (Chains.isIfsAboveOther(chain, parts)) {
            throw CatalogEditor.invalid(
                    "a layer of system handles can't be above one without: \""
                            + lower.info().protocolName()
                            + "\"");
        }
        return chain;
    }
}
