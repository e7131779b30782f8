package dev.baton.winsock.internal.catalog;

import static dev.baton.winsock.internal.catalog.Samples.BASE;
import static dev.baton.winsock.internal.catalog.Samples.guid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.winsock.Constants;
import dev.baton.winsock.internal.catalog.CatalogText.DamageException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Any sequence of changes, accepted or refused; {@code -Dseed=N} repeats one. */
class CatalogSequenceTest {
    private static final int SEQUENCES = 300;
    private static final int LENGTH = 25;
    private static final int GUIDS = 12;

    private int nextGuid = 1_000;

    @Test
    @DisplayName(
            "A255 after any changes the catalog is sound, and a number means one entry for ever")
    void staysSound() throws DamageException {
        long seed = Long.getLong("seed", new Random().nextLong());
        Random random = new Random(seed);
        int accepted = 0;
        for (int i = 0; i < SEQUENCES; i++) {
            CatalogContents contents = CatalogContents.EMPTY;
            for (int step = 0; step < LENGTH; step++) {
                CatalogContents changed = change(contents, random);
                String where = "sequence " + i + ", step " + step + " of seed " + seed;
                assertSound(where, contents, changed);
                accepted += changed.equals(contents) ? 0 : 1;
                contents = changed;
            }
        }
        assertThat(accepted).as("seed %d", seed).isGreaterThan(SEQUENCES * LENGTH / 4);
    }

    private CatalogContents change(CatalogContents contents, Random random) {
        CatalogEditor editor = new CatalogEditor(contents, BASE);
        int number = 1 + random.nextInt(GUIDS);
        List<CatalogItem> all = editor.all();
        try {
            return switch (random.nextInt(5)) {
                case 0 ->
                        editor.install(
                                guid(number),
                                "dev.example.L" + number,
                                Collections.nCopies(1 + random.nextInt(2), Samples.layer(0)));
                case 1 -> {
                    CatalogItem top = all.get(random.nextInt(all.size()));
                    CatalogItem bottom = all.get(random.nextInt(all.size()));
                    yield editor.install(
                            guid(nextGuid++),
                            top.path(),
                            List.of(Samples.chain(top.id(), bottom.id())));
                }
                case 2 -> editor.deinstall(guid(number));
                case 3 -> {
                    List<Integer> ids = new ArrayList<>(editor.byId().keySet());
                    Collections.shuffle(ids, random);
                    yield editor.reorder(ids);
                }
                default ->
                        new LayerInstallation(
                                        guid(number),
                                        "dev.example.L" + number,
                                        "L" + number,
                                        random.nextInt(3) == 0 ? Constants.XP1_IFS_HANDLES : 0)
                                .into(editor, null, () -> guid(nextGuid++))
                                .contents();
            };
        } catch (CatalogException refused) {
            return contents;
        }
    }

    private static void assertSound(String where, CatalogContents old, CatalogContents changed)
            throws DamageException {
        assertThat(CatalogText.read(CatalogText.write(changed))).as(where).isEqualTo(changed);
        Set<Integer> before = new HashSet<>();
        for (CatalogItem item : old.items()) {
            before.add(item.id());
        }
        for (CatalogItem item : changed.items()) {
            assertThat(before.contains(item.id()) || item.id() >= old.nextId()).as(where).isTrue();
        }
        assertThat(changed.with(BASE)).as(where).hasSize(BASE.size() + changed.items().size());
        assertThat(changed.order())
                .as(where)
                .isSubsetOf(changed.with(BASE).stream().map(CatalogItem::id).toList());
    }
}
