package dev.baton.winsock.internal.catalog;

import static dev.baton.winsock.internal.catalog.Samples.BASE;
import static dev.baton.winsock.internal.catalog.Samples.RAW;
import static dev.baton.winsock.internal.catalog.Samples.TCP;
import static dev.baton.winsock.internal.catalog.Samples.TCP6;
import static dev.baton.winsock.internal.catalog.Samples.UDP;
import static dev.baton.winsock.internal.catalog.Samples.guid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.winsock.Constants;
import dev.baton.winsock.internal.catalog.LayerInstallation.Triple;
import dev.baton.winsock.struct.Guid;
import dev.baton.winsock.struct.ProtocolChain;
import dev.baton.winsock.struct.ProtocolInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LayerInstallationTest {
    private static final int IFS = Constants.XP1_IFS_HANDLES;
    private static final int FIRST = CatalogContents.FIRST_ID;
    private static final Triple TCP_TRIPLE = new Triple(2, 1, 6);

    private CatalogContents contents = CatalogContents.EMPTY;
    private int madeIds = 100;

    private void add(int guid, int flags, @Nullable Set<Triple> wanted) throws CatalogException {
        Supplier<Guid> ids = () -> guid(madeIds++);
        LayerInstallation layer =
                new LayerInstallation(guid(guid), "dev.example.L" + guid, "L" + guid, flags);
        LayerInstallation.Result result =
                layer.into(new CatalogEditor(contents, BASE), wanted, ids);
        contents = result.contents();
        assertThat(item(result.layerId()).info().ProviderId()).isEqualTo(guid(guid));
    }

    private CatalogItem item(int id) {
        return contents.with(BASE).stream()
                .filter(item -> item.id() == id)
                .findFirst()
                .orElseThrow();
    }

    private List<Integer> ids() {
        return contents.with(BASE).stream().map(CatalogItem::id).toList();
    }

    private static void assertRefused(int error, String why, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining(why)
                .extracting(e -> ((CatalogException) e).error())
                .isEqualTo(error);
    }

    @Test
    @DisplayName("The layer's own entry is hidden, of no type and protocol, of chain length 0")
    void makesTheLayersEntry() throws CatalogException {
        add(1, IFS, Set.of(TCP_TRIPLE));
        ProtocolInfo layer = item(FIRST).info();
        assertThat(layer.ProtocolChain()).isEqualTo(ProtocolChain.LAYERED);
        assertThat(layer.dwProviderFlags()).isEqualTo(Constants.PFL_HIDDEN);
        assertThat(layer.dwServiceFlags1()).isEqualTo(IFS);
        assertThat(Triple.of(layer)).isEqualTo(new Triple(0, 0, 0));
        assertThat(layer.protocolName()).isEqualTo("L1");
        assertThat(item(FIRST).path()).isEqualTo("dev.example.L1");
    }

    @Test
    @DisplayName("A chain is its base's entry with an id, a name and a chain of its own")
    void makesChains() throws CatalogException {
        add(1, IFS, Set.of(TCP_TRIPLE));
        ProtocolInfo chain = item(FIRST + 1).info();
        ProtocolInfo base = item(TCP).info();
        assertThat(chain)
                .isEqualTo(
                        Entries.chain(
                                base,
                                guid(100),
                                FIRST + 1,
                                ProtocolChain.of(FIRST, TCP),
                                item(FIRST).info()));
        assertThat(chain.protocolName()).isEqualTo("L1 over [Base 1001]");
        assertThat(chain.dwServiceFlags1()).isEqualTo(base.dwServiceFlags1());
        assertThat(chain.dwProviderFlags()).isEqualTo(base.dwProviderFlags());
        assertThat(item(FIRST + 1).path()).isEqualTo("dev.example.L1");
        assertThat(ids()).startsWith(FIRST + 1, TCP);
    }

    @Test
    @DisplayName("A layer without the system's handles takes them from its chains")
    void takesTheHandlesAway() throws CatalogException {
        add(1, 0, Set.of(TCP_TRIPLE));
        int base = item(TCP).info().dwServiceFlags1();
        assertThat(base & IFS).isNotZero();
        assertThat(item(FIRST + 1).info().dwServiceFlags1()).isEqualTo(base & ~IFS);
    }

    @Test
    @DisplayName("Without a list there is a chain over each kind that applications see, first")
    void laysItselfOverAll() throws CatalogException {
        add(1, 0, null);
        assertThat(ids())
                .containsExactly(FIRST + 1, FIRST + 2, FIRST + 3, TCP, UDP, RAW, TCP6, FIRST);
        assertThat(item(FIRST + 3).info().ProtocolChain()).isEqualTo(ProtocolChain.of(FIRST, TCP6));
        assertThat(contents.items().stream().map(item -> item.info().ProviderId()))
                .doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("A hidden entry gets a layer if it is named")
    void laysItselfOverHiddenEntriesIfNamed() throws CatalogException {
        add(1, 0, Set.of(new Triple(2, 3, 0)));
        assertThat(item(FIRST + 1).info().ProtocolChain()).isEqualTo(ProtocolChain.of(FIRST, RAW));
        assertThat(item(FIRST + 1).hidden()).isTrue();
    }

    @Test
    @DisplayName("A second layer comes above the first one's chains, a third where the order says")
    void stacks() throws CatalogException {
        add(1, IFS, null);
        int second = FIRST + 4;
        add(2, 0, null);
        assertThat(ids()).startsWith(second + 1, second + 2, second + 3, FIRST + 1);
        assertThat(item(second + 1).info().ProtocolChain())
                .isEqualTo(ProtocolChain.of(second, FIRST, TCP));
        assertThat(item(second + 1).info().protocolName())
                .isEqualTo("L2 over [L1 over [Base 1001]]");
        List<Integer> order = new ArrayList<>(ids());
        order.removeIf(id -> id == FIRST + 1);
        order.addFirst(FIRST + 1);
        contents = new CatalogEditor(contents, BASE).reorder(order);
        int third = second + 4;
        add(3, 0, Set.of(TCP_TRIPLE));
        assertThat(item(third + 1).info().ProtocolChain())
                .as("A258 the first in the new order")
                .isEqualTo(ProtocolChain.of(third, FIRST, TCP));
    }

    @Test
    @DisplayName("A layer with the system's handles can't come above one without")
    void refusesHandlesAboveNone() throws CatalogException {
        add(1, 0, null);
        assertRefused(Constants.WSAEINVAL, "system handles", () -> add(2, IFS, null));
    }

    @Test
    @DisplayName("A254 over a chain of seven parts there is no room")
    void stopsAtSevenParts() throws CatalogException {
        for (int i = 1; i <= 6; i++) {
            add(i, 0, Set.of(TCP_TRIPLE));
        }
        CatalogContents full = contents;
        assertRefused(Constants.WSANO_RECOVERY, "seven", () -> add(7, 0, Set.of(TCP_TRIPLE)));
        assertThat(contents).isSameAs(full);
        add(7, 0, Set.of(new Triple(2, 2, 17)));
    }

    @Test
    @DisplayName("A259 an installed layer is WSANO_RECOVERY, its id or name at another WSAEINVAL")
    void refusesDuplicates() throws CatalogException {
        add(1, 0, null);
        assertRefused(Constants.WSANO_RECOVERY, "already", () -> add(1, 0, null));
        CatalogEditor editor = new CatalogEditor(contents, BASE);
        LayerInstallation sameId = new LayerInstallation(guid(1), "dev.example.X", "X", 0);
        assertRefused(
                Constants.WSAEINVAL, "already", () -> sameId.into(editor, null, () -> guid(9)));
        LayerInstallation sameName = new LayerInstallation(guid(2), "dev.example.X", "L1", 0);
        assertRefused(
                Constants.WSAEINVAL,
                "named \"L1\"",
                () -> sameName.into(editor, null, () -> guid(9)));
    }

    @Test
    @DisplayName("What fits no entry is WSAEINVAL, and nothing at all to lay over WSANO_RECOVERY")
    void refusesWhatFitsNothing() {
        assertRefused(
                Constants.WSAEINVAL,
                "no entry",
                () -> add(1, 0, Set.of(TCP_TRIPLE, new Triple(2, 1, 7))));
        LayerInstallation layer = new LayerInstallation(guid(1), "dev.example.X", "X", 0);
        CatalogEditor empty = new CatalogEditor(CatalogContents.EMPTY, List.of());
        assertRefused(
                Constants.WSANO_RECOVERY,
                "no base provider",
                () -> layer.into(empty, null, () -> guid(9)));
    }

    @Test
    @DisplayName("A265 a layer's own entry and a broken chain are nothing to lay over")
    void ignoresLayersAndBrokenChains() throws CatalogException {
        add(1, 0, Set.of(TCP_TRIPLE));
        add(2, 0, Set.of(TCP_TRIPLE));
        contents = new CatalogEditor(contents, BASE).deinstall(guid(1));
        add(3, 0, Set.of(TCP_TRIPLE));
        assertThat(contents.items().getLast().info().ProtocolChain().entry1()).isEqualTo(TCP);
        assertRefused(
                Constants.WSAEINVAL, "no entry", () -> add(4, 0, Set.of(new Triple(0, 0, 0))));
    }

    @Test
    @DisplayName("Names are cut to 100 characters, between characters, and end with a bracket")
    void cutsNames() {
        assertThat(Entries.name("a", "b")).isEqualTo("a over [b]");
        String just = Entries.name("a", "b".repeat(91));
        assertThat(just).hasSize(100).endsWith("bbb]").doesNotContain("...");
        assertThat(Entries.name("a", "b".repeat(92))).hasSize(100).endsWith("bbb...]");
        assertThat(Entries.name("a".repeat(255), "b".repeat(255)))
                .hasSize(100)
                .contains("aaa over [bbb")
                .endsWith("b...]");
        String pairs = Entries.name("a", "\uD83D\uDE00".repeat(100));
        assertThat(pairs).hasSizeLessThanOrEqualTo(100).endsWith("\uD83D\uDE00...]");
        assertThat(Entries.name("xa", "\uD83D\uDE00".repeat(100))).endsWith("\uD83D\uDE00...]");
    }
}
