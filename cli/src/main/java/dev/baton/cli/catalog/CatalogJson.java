package dev.baton.cli.catalog;

import dev.baton.cli.Version;
import dev.baton.cli.sockets.ProtocolInfoText;
import dev.baton.cli.text.JsonWriter;
import dev.baton.winsock.spi.LayerFactory;

/** The catalog for machines. */
final class CatalogJson {
    private CatalogJson() {}

    static String list(CatalogView view, boolean all) {
        JsonWriter to = begin(view.problem().isEmpty());
        to.field("file", view.file().toString());
        to.field("providers", view.providersFolder().toString());
        to.field("problem", view.problem()).name("warnings").beginArray();
        view.warnings().forEach(to::value);
        to.endArray().name("entries").beginArray();
        for (Item item : view.items()) {
            if (all || item.seen()) {
                to.beginObject();
                entry(to, item);
                to.endObject();
            }
        }
        to.endArray().name("notInstalled").beginArray();
        for (LayerFactory layer : view.notInstalled()) {
            to.beginObject();
            layer(to, layer);
            to.endObject();
        }
        return to.endArray().endObject().toString();
    }

    static String show(CatalogView view, Item item) {
        JsonWriter to = begin(true);
        to.field("installed", true);
        entry(to, item);
        view.layer(item.name())
                .filter(layer -> item.isLayer())
                .ifPresent(layer -> to.field("purpose", layer.purpose()));
        to.name("inChains").beginArray();
        view.chainsWith(item).forEach(chain -> to.value(chain.id()));
        to.endArray().name("fields").beginArray();
        for (ProtocolInfoText.Field field : ProtocolInfoText.fields(item.info())) {
            to.beginObject().field("name", field.name()).field("value", field.value());
            to.field("meaning", field.meaning()).endObject();
        }
        return to.endArray().endObject().toString();
    }

    static String show(LayerFactory layer) {
        JsonWriter to = begin(true);
        to.field("installed", false);
        layer(to, layer);
        return to.endObject().toString();
    }

    private static JsonWriter begin(boolean ok) {
        return new JsonWriter().beginObject().field("baton", Version.number()).field("ok", ok);
    }

    private static void entry(JsonWriter to, Item item) {
        to.field("id", item.id()).field("kind", item.kind()).field("name", item.name());
        to.field("protocol", item.isLayer() ? "" : item.protocol()).field("seen", item.seen());
        to.name("layers").beginArray();
        item.layers().forEach(to::value);
        to.endArray().name("chain").beginArray();
        for (int id : item.info().ProtocolChain().catalogIds()) {
            to.value(id);
        }
        to.endArray().field("providerId", item.info().ProviderId().toString());
        to.field("provider", item.path()).field("usable", item.usable());
        to.field("flaw", item.flaw());
    }

    private static void layer(JsonWriter to, LayerFactory layer) {
        to.field("name", layer.name()).field("purpose", layer.purpose());
        to.field("providerId", layer.providerId().toString());
        to.field("provider", layer.getClass().getName());
    }
}
