package dev.baton.winsock.internal.catalog;

import static dev.baton.winsock.internal.catalog.Samples.guid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.winsock.ProviderCatalog;
import dev.baton.winsock.internal.FakeProviders;
import dev.baton.winsock.struct.ProtocolChain;
import dev.baton.winsock.struct.ProtocolInfo;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InstalledCatalogTest extends WithCatalog {
    private static final int FIRST = CatalogContents.FIRST_ID;
    private static final int TCP = 2001;
    private static final String HERE = FakeProviders.Plain.class.getName();

    private static InstalledCatalog load() {
        try (Providers providers = Providers.load()) {
            return InstalledCatalog.load(providers);
        }
    }

    private static List<Integer> ids(InstalledCatalog catalog) {
        return catalog.entries().stream().map(entry -> entry.info().dwCatalogEntryId()).toList();
    }

    private CatalogContents install(int guid, String path, ProtocolInfo... infos)
            throws CatalogException {
        try (Providers providers = Providers.load()) {
            List<CatalogItem> brought = InstalledCatalog.items(providers);
            return new CatalogFile(location())
                    .change(old ->
                            new CatalogEditor(old, brought)
                                    .install(guid(guid), path, List.of(infos)));
        }
    }

    /** Puts an entry into the file that no function would. */
    private void smuggle(ProtocolChain chain) throws CatalogException {
        ProtocolInfo info = Samples.info(0, 0, guid(66), chain, "Smuggled");
        new CatalogFile(location())
                .change(old -> {
                    List<CatalogItem> items = new ArrayList<>(old.items());
                    ProtocolInfo mine = info.withCatalogEntryId(old.nextId());
                    items.add(new CatalogItem(mine, HERE));
                    return new CatalogContents(old.nextId() + 1, old.order(), items);
                });
    }

    @Test
    @DisplayName("Without a file the catalog is what the providers bring along")
    void needsNoFile() {
        InstalledCatalog catalog = load();
        assertThat(ids(catalog)).contains(TCP).doesNotHaveDuplicates().allMatch(id -> id < FIRST);
        assertThat(catalog.entries())
                .allMatch(entry -> entry.factory().isPresent())
                .allMatch(entry -> entry.factory().get().getClass().getName().equals(entry.path()));
        assertThat(catalog.problem()).isEmpty();
        assertThat(location().folder()).doesNotExist();
    }

    @Test
    @DisplayName("A256 what is installed comes after, with its factory if this process has it")
    void addsWhatIsInstalled() throws CatalogException {
        List<Integer> before = ids(load());
        install(1, HERE, Samples.layer(0));
        install(2, "dev.example.Absent", Samples.layer(0));
        InstalledCatalog catalog = load();
        assertThat(ids(catalog).subList(0, before.size())).isEqualTo(before);
        List<InstalledEntry> added =
                catalog.entries().subList(before.size(), catalog.entries().size());
        assertThat(added)
                .extracting(InstalledEntry::path)
                .containsExactly(HERE, "dev.example.Absent");
        assertThat(added.getFirst().factory()).containsInstanceOf(FakeProviders.Plain.class);
        assertThat(added.getLast().factory()).isEmpty();
        assertThat(added).extracting(e -> e.info().ProviderId()).containsExactly(guid(1), guid(2));
    }

    @Test
    @DisplayName("A260 A261 what was read before a change stays as it is, the next one has it")
    void showsChangesToTheNext() throws CatalogException {
        InstalledCatalog before = load();
        install(1, HERE, Samples.layer(0));
        assertThat(ids(before)).doesNotContain(FIRST);
        InstalledCatalog after = load();
        assertThat(ids(after)).contains(FIRST);
        new CatalogFile(location())
                .change(old -> new CatalogEditor(old, List.of()).deinstall(guid(1)));
        assertThat(ids(after)).contains(FIRST);
        assertThat(ids(load())).isEqualTo(ids(before));
    }

    @Test
    @DisplayName("A258 the order of the file counts, also for what providers bring along")
    void followsTheOrder() throws CatalogException {
        install(1, HERE, Samples.layer(0));
        List<Integer> reverse = ids(load()).reversed();
        try (Providers providers = Providers.load()) {
            List<CatalogItem> brought = InstalledCatalog.items(providers);
            new CatalogFile(location())
                    .change(old -> new CatalogEditor(old, brought).reorder(reverse));
        }
        assertThat(ids(load())).isEqualTo(reverse);
    }

    @Test
    @DisplayName("With a damaged file nothing installed is used, and the log says so once")
    void usesNothingOfADamagedFile() throws CatalogException, IOException {
        InstalledCatalog before = load();
        install(1, HERE, Samples.layer(0));
        Files.writeString(location().file(), "baton-catalog 1\n");
        InstalledCatalog catalog = load();
        assertThat(ids(catalog)).isEqualTo(ids(before));
        assertThat(catalog.problem().orElseThrow())
                .contains(location().file().toString(), "it ends in the middle", "delete it");
        assertThat(RecordingLoggers.logged(Level.ERROR))
                .singleElement()
                .asString()
                .contains(catalog.problem().orElseThrow(), "no installed layer is used");
        assertThat(catalog.withoutBroken().problem()).isEqualTo(catalog.problem());
    }

    @Test
    @DisplayName("A chain whose parts are all there is used")
    void keepsWholeChains() throws CatalogException {
        install(1, HERE, Samples.layer(0));
        install(2, HERE, Samples.chain(FIRST, TCP));
        InstalledCatalog catalog = load();
        assertThat(catalog.withoutBroken()).isEqualTo(catalog);
        assertThat(RecordingLoggers.logged(Level.WARNING)).isEmpty();
    }

    @Test
    @DisplayName("A chain without one of its layers is left out, with a warning that names it")
    void leavesOutChainsWithAMissingPart() throws CatalogException {
        install(1, HERE, Samples.layer(0));
        install(2, HERE, Samples.layer(0));
        install(3, HERE, Samples.chain(FIRST + 1, FIRST, TCP));
        new CatalogFile(location())
                .change(old -> new CatalogEditor(old, List.of()).deinstall(guid(1)));
        InstalledCatalog catalog = load();
        assertThat(ids(catalog)).contains(FIRST + 2);
        assertThat(ids(catalog.withoutBroken())).contains(FIRST + 1).doesNotContain(FIRST + 2);
        assertThat(RecordingLoggers.logged(Level.WARNING))
                .singleElement()
                .asString()
                .contains("10003 \"Chain\"", "part 10001 is not installed")
                .contains("baton catalog remove " + guid(3));
    }

    @Test
    @DisplayName("A chain whose layer this process can't load stays: its sockets must fail")
    void keepsChainsWithoutAFactory() throws CatalogException {
        install(1, "dev.example.Absent", Samples.layer(0));
        install(2, "dev.example.Absent", Samples.chain(FIRST, TCP));
        assertThat(ids(load().withoutBroken())).contains(FIRST, FIRST + 1);
        assertThat(RecordingLoggers.logged(Level.WARNING)).isEmpty();
    }

    static List<ProtocolChain> malformed() {
        return List.of(
                new ProtocolChain(8, FIRST, TCP, 0, 0, 0, 0, 0),
                new ProtocolChain(-1, FIRST, TCP, 0, 0, 0, 0, 0),
                ProtocolChain.of(FIRST, FIRST, TCP),
                ProtocolChain.of(FIRST, FIRST),
                ProtocolChain.of(TCP, TCP),
                // Itself, and another chain.
                ProtocolChain.of(FIRST, FIRST + 2),
                ProtocolChain.of(FIRST, FIRST + 1, TCP));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    @DisplayName("A malformed chain is left out, with a warning")
    void leavesOutMalformedChains(ProtocolChain wrong) throws CatalogException {
        install(1, HERE, Samples.layer(0));
        install(2, HERE, Samples.chain(FIRST, TCP));
        smuggle(wrong);
        assertThat(ids(load())).contains(FIRST + 2);
        assertThat(ids(load().withoutBroken()))
                .contains(FIRST, FIRST + 1)
                .doesNotContain(FIRST + 2);
        assertThat(RecordingLoggers.logged(Level.WARNING)).hasSize(1);
    }

    @Test
    @DisplayName("The public view tells entries, availability, places and the problem")
    void showsThePublicView() throws CatalogException, IOException {
        install(1, "dev.example.Absent", Samples.layer(0));
        try (ProviderCatalog catalog = ProviderCatalog.read()) {
            assertThat(catalog.entries().getLast().path()).isEqualTo("dev.example.Absent");
            assertThat(catalog.entries().getLast().available()).isFalse();
            assertThat(catalog.entries().getFirst().available()).isTrue();
            assertThat(catalog.entries())
                    .extracting(e -> e.info().dwCatalogEntryId())
                    .isEqualTo(ids(load()));
            assertThat(catalog.problem()).isEmpty();
            assertThat(catalog.file()).isEqualTo(location().file());
            assertThat(catalog.providersFolder()).isEqualTo(location().providers());
            assertThat(catalog.factories()).hasAtLeastOneElementOfType(FakeProviders.Plain.class);
        }
        Files.writeString(location().file(), "nonsense");
        try (ProviderCatalog catalog = ProviderCatalog.read()) {
            assertThat(catalog.problem()).isPresent();
            assertThat(catalog.entries()).allMatch(e -> e.info().dwCatalogEntryId() < FIRST);
        }
    }

    @Test
    @DisplayName("Without a file there is nothing to warn of")
    void warnsOfNothing() {
        InstalledCatalog catalog = load();
        assertThat(catalog.withoutBroken()).isEqualTo(catalog);
        assertThat(RecordingLoggers.logged(Level.WARNING)).isEmpty();
    }
}
