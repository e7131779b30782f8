package dev.baton.cli.catalog;

import dev.baton.cli.Version;
import dev.baton.winsock.Winsock;
import java.lang.foreign.MemorySegment;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code baton catalog order}. */
@Command(
        name = "order",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Puts entries first: of two for one protocol applications get the first.",
        description = "All others stay behind them, in the order they have.")
final class OrderCommand extends CatalogAction {
    @Parameters(paramLabel = "ID", arity = "1..*", description = "What shall come first.")
    private List<Integer> ids;

    /** For picocli, which sets the annotated fields before {@link #call}. */
    @SuppressWarnings("NullAway.Init")
    OrderCommand() {}

    @Override
    int run(CatalogLog log) throws CatalogFailure {
        Set<Integer> order = new LinkedHashSet<>();
        for (int id : ids) {
            if (!order.add(id)) {
                throw wrongUsage("Twice in the order: " + id);
            }
        }
        try (CatalogView view = CatalogView.readSound(log)) {
            for (int id : ids) {
                if (view.item(id).isEmpty()) {
                    throw Selector.noEntry(Integer.toString(id));
                }
            }
            view.items().forEach(each -> order.add(each.id()));
        }
        int[] all = order.stream().mapToInt(Integer::intValue).toArray();
        int error = Winsock.WSCWriteProviderOrder(MemorySegment.ofArray(all), all.length);
        if (error != 0) {
            throw Refusal.of("WSCWriteProviderOrder", error, log);
        }
        try (CatalogView view = CatalogView.readSound(log)) {
            List<Item> seen = view.items().stream().filter(Item::seen).toList();
            new ListText(out(), paint()).entries(seen, false);
        }
        out().println();
        out().println("Running programs keep the old order until their next WSAStartup.");
        return CommandLine.ExitCode.OK;
    }
}
