package dev.baton.cli.catalog;

import dev.baton.cli.text.Paint;
import dev.baton.cli.text.Table;
import dev.baton.winsock.spi.LayerFactory;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The catalog for people. */
final class ListText {
    private final PrintWriter out;
    private final Paint paint;

    ListText(PrintWriter out, Paint paint) {
        this.out = out;
        this.paint = paint;
    }

    void print(CatalogView view, boolean all) {
        troubles(view);
        heading(
                all
                        ? "All entries, in their order"
                        : "What applications see; of two for one protocol they get the first");
        entries(all ? view.items() : view.items().stream().filter(Item::seen).toList(), all);
        if (view.problem().isEmpty()) {
            available(view.notInstalled());
        }
        places(view);
    }

    /** A table of entries, and what is wrong with some of them. */
    void entries(List<Item> items, boolean all) {
        String[] headings = {"id", "protocol", "layers", "provider", "name"};
        Table table = all ? new Table(withSeen(headings, "seen")) : new Table(headings);
        for (Item item : items) {
            String[] cells = {
                Integer.toString(item.id()),
                item.protocol(),
                item.layersText(),
                item.provider() + (item.usable() ? "" : " (!)"),
                item.name()
            };
            table.row(all ? withSeen(cells, item.seen() ? "yes" : "no") : cells);
        }
        table.print(out, paint);
        flaws(items);
    }

    private static String[] withSeen(String[] cells, String seen) {
        return new String[] {cells[0], cells[1], seen, cells[2], cells[3], cells[4]};
    }

    // What lacks one provider is often several chains.
    private void flaws(List<Item> items) {
        Map<String, List<String>> ids = new LinkedHashMap<>();
        for (Item item : items) {
            if (!item.usable()) {
                ids.computeIfAbsent(item.flaw(), flaw -> new ArrayList<>())
                        .add(Integer.toString(item.id()));
            }
        }
        if (!ids.isEmpty()) {
            out.println();
        }
        ids.forEach((flaw, which) ->
                out.println(
                        "  "
                                + paint.bad("(!)")
                                + " "
                                + Text.list(which)
                                + " can't be used: "
                                + Table.visible(flaw)));
    }

    private void troubles(CatalogView view) {
        if (!view.problem().isEmpty()) {
            out.println(paint.bad("problem") + "  " + view.problem());
            out.println("         Until then no installed layer is used.");
            out.println();
        }
        for (String warning : view.warnings()) {
            out.println(paint.warn("warning") + "  " + Table.visible(warning));
        }
        if (!view.warnings().isEmpty()) {
            out.println();
        }
    }

    private void available(List<LayerFactory> layers) {
        if (layers.isEmpty()) {
            return;
        }
        out.println();
        heading("Not installed; to install one: baton catalog install NAME");
        Table table = new Table();
        layers.forEach(layer -> table.row(layer.name(), layer.purpose()));
        table.print(out, paint);
    }

    private void places(CatalogView view) {
        out.println();
        String state = Files.exists(view.file()) ? "" : " (not there: nothing is installed)";
        new Table()
                .row("file", view.file() + state)
                .row("providers", view.providersFolder().toString())
                .print(out, paint);
    }

    private void heading(String text) {
        out.println(paint.strong(text));
        out.println();
    }
}
