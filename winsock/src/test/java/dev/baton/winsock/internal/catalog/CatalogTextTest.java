package dev.baton.winsock.internal.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.winsock.internal.catalog.CatalogText.DamageException;
import dev.baton.winsock.struct.ProtocolInfo;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogTextTest {
    private static final int CATALOGS = 2_000;

    private static CatalogContents small() {
        ProtocolInfo chain =
                Entries.installed(Samples.chain(10_001, 1001), Samples.guid(8), 10_002);
        ProtocolInfo layer = Entries.installed(Samples.layer(0), Samples.guid(7), 10_001);
        return new CatalogContents(
                10_003,
                List.of(10_002, 1001),
                List.of(
                        new CatalogItem(layer, "dev.example.Layer"),
                        new CatalogItem(chain, "dev.example.Layer")));
    }

    @Test
    @DisplayName("What is written is what is read, whatever the names hold")
    void readsWhatItWrites() throws DamageException {
        long seed = Long.getLong("seed", new Random().nextLong());
        Random random = new Random(seed);
        for (int i = 0; i < CATALOGS; i++) {
            CatalogContents contents = Samples.random(random);
            assertThat(CatalogText.read(CatalogText.write(contents)))
                    .as("catalog %d of seed %d", i, seed)
                    .isEqualTo(contents);
        }
        assertThat(CatalogText.read(CatalogText.write(CatalogContents.EMPTY)))
                .isEqualTo(CatalogContents.EMPTY);
    }

    @Test
    @DisplayName("The text can be read by people: a line for each entry, plain ASCII")
    void writesForPeople() {
        String text = new String(CatalogText.write(small()), StandardCharsets.UTF_8);
        assertThat(text.lines())
                .startsWith("baton-catalog 1", "next 10003", "order 10002 1001")
                .element(4)
                .asString()
                .startsWith("entry 10002 path=dev.example.Layer provider={00000008-")
                .contains(" services=0x0,0x0,0x0,0x0 flags=0x0 chain=2:10001,1001 version=2 ")
                .endsWith(" name=Chain");
    }

    @Test
    @DisplayName("Every text that was cut off is refused")
    void refusesEveryTruncation() {
        byte[] whole = CatalogText.write(small());
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> CatalogText.read(cut))
                    .as("the first %d bytes", length)
                    .isInstanceOf(DamageException.class);
        }
    }

    @Test
    @DisplayName("Every change of one byte is refused")
    void refusesEveryChangeOfOneByte() {
        byte[] text = CatalogText.write(small());
        List<String> taken = new ArrayList<>();
        for (int i = 0; i < text.length; i++) {
            byte right = text[i];
            for (int wrong = 0; wrong < 256; wrong++) {
                text[i] = (byte) wrong;
                if (text[i] != right && isTaken(text)) {
                    taken.add(i + ": " + wrong);
                }
            }
            text[i] = right;
        }
        assertThat(taken).isEmpty();
        assertThat(isTaken(text)).isTrue();
    }

    private static boolean isTaken(byte[] text) {
        try {
            CatalogText.read(text);
            return true;
        } catch (DamageException e) {
            return false;
        }
    }

    @ParameterizedTest
    @DisplayName("The message names the line and what is wrong with it")
    @CsvSource({
        "baton-catalog 1, baton-catalog 2, line 1, of another version",
        "next 10003, next 10, line 2, no next number",
        "next 10003, next 10002, line 5, 10002",
        "order 10002 1001, order 1001 1001, line 3, twice",
        "order 10002 1001, order 1e3, line 3, not a number",
        "entry 10001, entry 10002, line 5, 10002",
        "chain=2:10001, chain=2-10001, line 5, not a chain",
        "version=2, versoin=2, line 4, no field \"version\"",
        "flags=0x4, flags=4, line 4, not a hexadecimal number: 4",
        "name=Layer, name=Lay\\er, line 4, backslash",
        "name=Layer, name=Later, line 6, checksum",
    })
    void tellsWhatIsWrong(String right, String wrong, String where, String what) {
        String text = new String(CatalogText.write(small()), StandardCharsets.US_ASCII);
        String damaged = text.replaceFirst(right, wrong.replace("\\", "\\\\"));
        assertThat(damaged).isNotEqualTo(text);
        assertThatThrownBy(() -> CatalogText.read(damaged.getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(DamageException.class)
                .hasMessageContaining(where)
                .hasMessageContaining(what);
    }
}
