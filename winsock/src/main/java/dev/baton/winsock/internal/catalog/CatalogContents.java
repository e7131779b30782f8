package dev.baton.winsock.internal.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the catalog file says.
 *
 * @param nextId what the next entry is numbered, unless a provider brings higher numbers
 * @param order numbers in the order of enumeration, also of entries that providers bring along;
 *     entries it does not name come after, those that nobody brings are passed over
 * @param items the installed entries in the order of their installation
 */
record CatalogContents(int nextId, List<Integer> order, List<CatalogItem> items) {
    /** Far above the numbers that base providers give to their own entries. */
    static final int FIRST_ID = 10_001;

    static final CatalogContents EMPTY = new CatalogContents(FIRST_ID, List.of(), List.of());

    CatalogContents {
        order = List.copyOf(order);
        items = List.copyOf(items);
    }

    /**
     * All entries in the order of enumeration.
     *
     * @param brought what the providers bring along; of two with one number it is the one that
     *     counts, because duplicates of sockets carry that number between processes
     */
    List<CatalogItem> with(List<CatalogItem> brought) {
        Map<Integer, CatalogItem> left = new LinkedHashMap<>();
        for (CatalogItem item : brought) {
            left.putIfAbsent(item.id(), item);
        }
        for (CatalogItem item : items) {
            left.putIfAbsent(item.id(), item);
        }
        List<CatalogItem> all = new ArrayList<>(left.size());
        for (Integer id : order) {
            CatalogItem item = left.remove(id);
            if (item != null) {
                all.add(item);
            }
        }
        all.addAll(left.values());
        return all;
    }
}
