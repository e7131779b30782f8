package dev.baton.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class JsonWriterTest {
    @Test
    void separatesMembersAndElementsByCommas() {
        JsonWriter to = new JsonWriter().beginObject().field("a", 1).field("b", true);
        to.name("c").beginArray().value("x").value(2L).beginObject().endObject().endArray();
        to.name("d").beginObject().endObject().field("e", "end").endObject();

        assertThat(to)
                .hasToString("{\"a\":1,\"b\":true,\"c\":[\"x\",2,{}],\"d\":{},\"e\":\"end\"}");
    }

    @Test
    void escapesWhatJsonOrTheTerminalWouldTakeForSomethingElse() {
        JsonWriter to = new JsonWriter().value("\"\\\n\t\r\u0000\u007f\u00e4\ud800z");

        assertThat(to).hasToString("\"\\\"\\\\\\n\\t\\u000d\\u0000\\u007f\\u00e4\\ud800z\"");
    }

    @Test
    void writesNumbersWithAPointInEveryLocale() {
        assertThat(new JsonWriter().value(1234.5678)).hasToString("1234.568");
        assertThat(new JsonWriter().value(Double.NaN)).hasToString("null");
        assertThat(new JsonWriter().value(Double.POSITIVE_INFINITY)).hasToString("null");
    }
}
