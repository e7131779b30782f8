package dev.baton.winsock.internal.catalog;

import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.Guid;
import dev.baton.winsock.struct.ProtocolInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Changes of a catalog: each makes new contents, or is refused and changes nothing. */
final class CatalogEditor {
    private final CatalogContents contents;
    private final List<CatalogItem> brought;
    private final List<CatalogItem> all;
    private final Map<Integer, CatalogItem> byId = new HashMap<>();

    /**
     * Makes an editor.
     *
     * @param brought what the providers bring along
     */
    CatalogEditor(CatalogContents contents, List<CatalogItem> brought) {
        this.contents = contents;
        this.brought = brought;
        all = contents.with(brought);
        for (CatalogItem item : all) {
            byId.put(item.id(), item);
        }
    }

    CatalogContents contents() {
        return contents;
    }

    /** Everything, in the order of enumeration. */
    List<CatalogItem> all() {
        return all;
    }

    Map<Integer, CatalogItem> byId() {
        return byId;
    }

    boolean knows(Guid provider) {
        for (CatalogItem item : all) {
            if (item.info().ProviderId().equals(provider)) {
                return true;
            }
        }
        return false;
    }

    /** The first of so many numbers that were never given to an entry (A255). */
    int newIds(int count) throws CatalogException {
        int next = contents.nextId();
        for (CatalogItem item : brought) {
            next = item.id() == Integer.MAX_VALUE ? next : Math.max(next, item.id() + 1);
        }
        if (next > Integer.MAX_VALUE - count) {
            throw CatalogException.refused(
                    Constants.WSANO_RECOVERY, "no numbers for catalog entries are left");
        }
        return next;
    }

    /** {@code WSCInstallProvider}. */
    CatalogContents install(Guid provider, String path, List<ProtocolInfo> infos)
            throws CatalogException {
        if (knows(provider)) {
            throw CatalogException.refused(
                    Constants.WSANO_RECOVERY, "provider " + provider + " is installed already");
        }
        int id = newIds(infos.size());
        List<CatalogItem> items = new ArrayList<>(contents.items());
        for (ProtocolInfo info : infos) {
            check(info, path);
            items.add(new CatalogItem(Entries.installed(info, provider, id++), path));
        }
        return new CatalogContents(id, contents.order(), items);
    }

    private void check(ProtocolInfo info, String path) throws CatalogException {
        if (!info.nameFits()) {
            throw invalid("the name of an entry has more than 255 characters");
        }
        if (info.ProtocolChain().isBase() || info.ProtocolChain().isLayer()) {
            return;
        }
        String flaw = Chains.flaw(info.ProtocolChain(), byId);
        if (flaw != null) {
            throw invalid("chain \"" + info.protocolName() + "\": " + flaw);
        }
        if (Chains.isIfsAboveOther(info.ProtocolChain(), byId)) {
            throw invalid(
                    "chain \""
                            + info.protocolName()
                            + "\": a layer of system handles above one without");
        }
        CatalogItem top = byId.get(info.ProtocolChain().entry0());
        if (top != null && !top.path().equals(path)) {
            throw invalid(
                    "chain \"" + info.protocolName() + "\": its top layer is of " + top.path());
        }
    }

    /**
     * {@code WSCDeinstallProvider}. With a layer's entry go the chains it is the top of: they can't
     * run without it. Chains with other tops stay, for their owners to remove; they are passed over
     * at start-up.
     */
    CatalogContents deinstall(Guid provider) throws CatalogException {
        Set<Integer> gone = new HashSet<>();
        for (CatalogItem item : contents.items()) {
            if (item.info().ProviderId().equals(provider)) {
                gone.add(item.id());
            }
        }
        if (gone.isEmpty()) {
            boolean known = knows(provider);
            throw CatalogException.refused(
                    known ? Constants.WSANO_RECOVERY : Constants.WSAEINVAL,
                    "provider "
                            + provider
                            + (known ? " is not installed but there with its jar" : " is unknown"));
        }
        List<CatalogItem> items = new ArrayList<>();
        for (CatalogItem item : contents.items()) {
            boolean topGone =
                    item.info().ProtocolChain().isChain()
                            && gone.contains(item.info().ProtocolChain().entry0());
            if (topGone) {
                gone.add(item.id());
            } else if (!gone.contains(item.id())) {
                items.add(item);
            }
        }
        List<Integer> order = new ArrayList<>(contents.order());
        order.removeAll(gone);
        return new CatalogContents(contents.nextId(), order, items);
    }

    /**
     * {@code WSCWriteProviderOrder}. Entries that nobody brings in this process, but maybe in
     * others, keep their order behind the others.
     */
    CatalogContents reorder(List<Integer> ids) throws CatalogException {
        Set<Integer> named = new HashSet<>(ids);
        if (ids.size() != all.size() || !named.equals(byId.keySet())) {
            throw invalid("not every catalog id exactly once");
        }
        List<Integer> order = new ArrayList<>(ids);
        for (Integer id : contents.order()) {
            if (!named.contains(id)) {
                order.add(id);
            }
        }
        return new CatalogContents(contents.nextId(), order, contents.items());
    }

    static CatalogException invalid(String why) {
        return CatalogException.refused(Constants.WSAEINVAL, why);
    }
}
