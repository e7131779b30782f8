package dev.baton.cli.catalog;

import dev.baton.cli.sockets.ProtocolInfoText;
import dev.baton.cli.text.Columns;
import dev.baton.cli.text.Paint;
import dev.baton.cli.text.Table;
import dev.baton.winsock.spi.LayerFactory;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** One entry, or one layer that is not installed, for people. */
final class ShowText {
    private static final int WIDTH = 100;

    private final PrintWriter out;
    private final Paint paint;

    ShowText(PrintWriter out, Paint paint) {
        this.out = out;
        this.paint = paint;
    }

    void print(CatalogView view, Item item) {
        heading(item.name());
        Table table = new Table();
        table.row("id", Integer.toString(item.id())).row("kind", item.kind());
        if (item.isLayer()) {
            view.layer(item.name()).ifPresent(layer -> table.row("purpose", layer.purpose()));
        } else {
            table.row("protocol", item.protocol() + (item.seen() ? "" : ", hidden"));
        }
        table.row("provider", item.path());
        table.row("usable", item.usable() ? "yes" : "no: " + item.flaw());
        table.print(out, paint);
        parts(view, item);
        chains(view, item);
        section("structure");
        ProtocolInfoText.fields(item.info()).forEach(this::field);
    }

    void print(LayerFactory layer) {
        heading(layer.name());
        new Table()
                .row("kind", "layer, not installed")
                .row("purpose", layer.purpose())
                .row("provider", layer.getClass().getName())
                .row("identifier", layer.providerId().toString())
                .print(out, paint);
        out.println();
        out.println("To install it: baton catalog install " + Table.visible(layer.name()));
    }

    private void parts(CatalogView view, Item item) {
        int[] ids = item.info().ProtocolChain().catalogIds();
        if (ids.length == 0) {
            return;
        }
        section("chain, from above");
        Table table = new Table();
        for (int id : ids) {
            String name = view.item(id).map(Item::name).orElse("not installed");
            String path = view.item(id).map(Item::path).orElse("");
            table.row(Integer.toString(id), name, path);
        }
        table.print(out, paint);
    }

    private void chains(CatalogView view, Item item) {
        List<Item> chains = view.chainsWith(item);
        if (chains.isEmpty()) {
            return;
        }
        section("stands in");
        Table table = new Table();
        for (Item chain : chains) {
            table.row(Integer.toString(chain.id()), chain.protocol(), chain.layersText());
        }
        table.print(out, paint);
    }

    private void field(ProtocolInfoText.Field field) {
        String value = Table.visible(field.value());
        String head = String.format(Locale.ROOT, "  %-22s  %-10s  ", field.name(), value);
        String indent = " ".repeat(head.length());
        String meaning = Columns.wrap(field.meaning(), WIDTH - head.length(), indent);
        out.println((head + meaning).stripTrailing());
    }

    private void heading(String name) {
        out.println(paint.strong(Table.visible(name)));
        out.println();
    }

    private void section(String name) {
        out.println();
        out.println("  " + paint.faint(name));
    }
}
