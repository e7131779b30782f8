package dev.baton.cli.catalog;

import dev.baton.winsock.struct.ErrorNames;
import java.util.List;

/** Why a function of the catalog refused: its code says little, so it logs a sentence. */
final class Refusal {
    private Refusal() {}

    static CatalogFailure of(String function, int error, CatalogLog log) {
        List<String> said = log.take();
        String start = function + ": ";
        String why =
                said.stream()
                        .filter(each -> each.startsWith(start))
                        .map(each -> each.substring(start.length()))
                        .findFirst()
                        .orElse("it did not say why");
        return new CatalogFailure(why + " (" + function + ": " + ErrorNames.name(error) + ")");
    }
}
