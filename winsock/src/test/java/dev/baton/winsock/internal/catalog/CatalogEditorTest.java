package dev.baton.winsock.internal.catalog;

import static dev.baton.winsock.internal.catalog.Samples.BASE;
import static dev.baton.winsock.internal.catalog.Samples.RAW;
import static dev.baton.winsock.internal.catalog.Samples.TCP;
import static dev.baton.winsock.internal.catalog.Samples.TCP6;
import static dev.baton.winsock.internal.catalog.Samples.UDP;
import static dev.baton.winsock.internal.catalog.Samples.chain;
import static dev.baton.winsock.internal.catalog.Samples.guid;
import static dev.baton.winsock.internal.catalog.Samples.layer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.Guid;
import dev.baton.winsock.struct.ProtocolChain;
import dev.baton.winsock.struct.ProtocolInfo;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CatalogEditorTest {
    private static final String PATH = "dev.example.Layer";
    private static final int FIRST = CatalogContents.FIRST_ID;

    private CatalogContents contents = CatalogContents.EMPTY;

    private CatalogEditor editor() {
        return new CatalogEditor(contents, BASE);
    }

    private void install(int guid, ProtocolInfo... infos) throws CatalogException {
        contents = editor().install(guid(guid), PATH, List.of(infos));
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
    @DisplayName("A255 ids increase and are never used again, and are above those of providers")
    void numbersUpwards() throws CatalogException {
        install(1, layer(0));
        install(2, layer(0), layer(0));
        contents = editor().deinstall(guid(2));
        install(3, layer(0));
        assertThat(contents.items()).extracting(CatalogItem::id).containsExactly(FIRST, FIRST + 3);
        CatalogItem high =
                new CatalogItem(BASE.getFirst().info().withCatalogEntryId(FIRST + 90), "x");
        contents =
                new CatalogEditor(contents, List.of(high))
                        .install(guid(4), PATH, List.of(layer(0)));
        assertThat(contents.items().getLast().id()).isEqualTo(FIRST + 91);
        install(5, layer(0));
        assertThat(contents.items().getLast().id()).isEqualTo(FIRST + 92);
    }

    @Test
    @DisplayName("A255 without a number left nothing is installed")
    void runsOutOfNumbers() {
        contents = new CatalogContents(Integer.MAX_VALUE, List.of(), List.of());
        assertRefused(Constants.WSANO_RECOVERY, "no numbers", () -> install(1, layer(0)));
    }

    @Test
    @DisplayName("A256 the order is that of installation, what providers bring along first")
    void keepsTheOrderOfInstallation() throws CatalogException {
        install(1, layer(0));
        install(2, chain(FIRST, TCP), chain(FIRST, UDP));
        assertThat(ids()).containsExactly(TCP, UDP, RAW, TCP6, FIRST, FIRST + 1, FIRST + 2);
    }

    @Test
    @DisplayName("A257 an order must name every id exactly once")
    void checksTheOrder() throws CatalogException {
        install(1, layer(0));
        for (List<Integer> wrong :
                List.of(
                        List.of(TCP, UDP, RAW, TCP6),
                        List.of(TCP, UDP, RAW, TCP6, FIRST, 1),
                        List.of(TCP, UDP, RAW, TCP6, FIRST + 1),
                        List.of(TCP, UDP, RAW, TCP6, TCP6),
                        List.of(TCP, UDP, RAW, TCP6, FIRST, FIRST),
                        List.<Integer>of())) {
            assertRefused(Constants.WSAEINVAL, "exactly once", () -> editor().reorder(wrong));
        }
    }

    @Test
    @DisplayName("A258 a new order holds, and what is installed later comes last")
    void reorders() throws CatalogException {
        install(1, layer(0));
        contents = editor().reorder(List.of(FIRST, TCP6, RAW, UDP, TCP));
        assertThat(ids()).containsExactly(FIRST, TCP6, RAW, UDP, TCP);
        install(2, layer(0));
        assertThat(ids()).containsExactly(FIRST, TCP6, RAW, UDP, TCP, FIRST + 1);
        contents = editor().deinstall(guid(1));
        assertThat(ids()).containsExactly(TCP6, RAW, UDP, TCP, FIRST + 1);
    }

    @Test
    @DisplayName("A258 what only other processes have keeps its place among its like")
    void keepsTheOrderOfOthers() throws CatalogException {
        contents = editor().reorder(List.of(TCP6, RAW, UDP, TCP));
        List<CatalogItem> here = List.of(BASE.get(0), BASE.get(1));
        contents = new CatalogEditor(contents, here).reorder(List.of(TCP, UDP));
        assertThat(ids()).containsExactly(TCP, UDP, TCP6, RAW);
    }

    @Test
    @DisplayName("A259 a provider that is installed already is WSANO_RECOVERY")
    void installsOnce() throws CatalogException {
        install(1, layer(0));
        assertRefused(Constants.WSANO_RECOVERY, "already", () -> install(1, layer(0)));
        assertRefused(
                Constants.WSANO_RECOVERY,
                "already",
                () -> editor().install(Samples.BASE_ID, PATH, List.of(layer(0))));
    }

    @Test
    @DisplayName("The entries get the provider's id, and their name ends at its NUL")
    void ownsItsEntries() throws CatalogException {
        ProtocolInfo info =
                Samples.info(7, 9, Samples.guid(99), ProtocolChain.BASE, "Name\0garbage");
        install(1, info);
        ProtocolInfo installed = contents.items().getFirst().info();
        assertThat(installed.ProviderId()).isEqualTo(guid(1));
        assertThat(installed.szProtocol()).isEqualTo("Name");
        assertThat(installed.dwServiceFlags1()).isEqualTo(7);
        assertThat(installed.dwProviderFlags()).isEqualTo(9);
        assertThat(installed.ProtocolChain()).isEqualTo(ProtocolChain.BASE);
    }

    @Test
    @DisplayName("A008 a name of 256 characters can't be installed, one of 255 can")
    void limitsTheName() throws CatalogException {
        String longest = "n".repeat(255);
        install(1, Samples.info(0, 0, guid(0), ProtocolChain.LAYERED, longest));
        assertThat(contents.items().getFirst().info().protocolName()).isEqualTo(longest);
        ProtocolInfo tooLong = Samples.info(0, 0, guid(0), ProtocolChain.LAYERED, longest + "n");
        assertRefused(Constants.WSAEINVAL, "255", () -> install(2, tooLong));
    }

    @Test
    @DisplayName("A260 deinstalling removes all entries of that id, an unknown one is WSAEINVAL")
    void deinstalls() throws CatalogException {
        install(1, layer(0));
        install(2, chain(FIRST, TCP), chain(FIRST, UDP));
        contents = editor().deinstall(guid(2));
        assertThat(ids()).containsExactly(TCP, UDP, RAW, TCP6, FIRST);
        assertRefused(Constants.WSAEINVAL, "unknown", () -> editor().deinstall(guid(2)));
        assertRefused(Constants.WSAEINVAL, "unknown", () -> editor().deinstall(Guid.ZERO));
        assertRefused(
                Constants.WSANO_RECOVERY,
                "with its jar",
                () -> editor().deinstall(Samples.BASE_ID));
    }

    @Test
    @DisplayName("A260 with a layer go the chains on top of which it is, and no others")
    void takesItsChainsAlong() throws CatalogException {
        install(1, layer(0));
        install(2, layer(0));
        install(3, chain(FIRST, TCP));
        install(4, chain(FIRST + 1, FIRST, TCP));
        install(5, chain(FIRST + 1, UDP));
        contents =
                editor().reorder(
                                List.of(
                                        FIRST + 4, FIRST + 3, FIRST + 2, FIRST + 1, FIRST, TCP, UDP,
                                        RAW, TCP6));
        contents = editor().deinstall(guid(1));
        assertThat(ids()).containsExactly(FIRST + 4, FIRST + 3, FIRST + 1, TCP, UDP, RAW, TCP6);
        assertThat(contents.order()).doesNotContain(FIRST, FIRST + 2);
    }

    @Test
    @DisplayName("A264 a chain is refused until all its parts are installed")
    void installsChainsAfterTheirParts() throws CatalogException {
        assertRefused(
                Constants.WSAEINVAL,
                "part " + FIRST + " is not installed",
                () -> install(1, chain(FIRST, TCP)));
        // Not in the same call either: its number is not known yet.
        assertRefused(
                Constants.WSAEINVAL,
                "not installed",
                () -> install(1, layer(0), chain(FIRST, TCP)));
        install(1, layer(0));
        assertRefused(Constants.WSAEINVAL, "part 9 is not", () -> install(2, chain(FIRST, 9)));
        install(2, chain(FIRST, TCP));
        assertThat(contents.items()).hasSize(2);
    }

    @Test
    @DisplayName("A253 a layer is in a chain once, above are layers only, below a base")
    void refusesMalformedChains() throws CatalogException {
        install(1, layer(0));
        install(2, chain(FIRST, TCP));
        assertRefused(Constants.WSAEINVAL, "twice", () -> install(3, chain(FIRST, FIRST, TCP)));
        assertRefused(Constants.WSAEINVAL, "no base", () -> install(3, chain(FIRST, FIRST)));
        assertRefused(Constants.WSAEINVAL, "no base", () -> install(3, chain(FIRST, FIRST + 1)));
        assertRefused(Constants.WSAEINVAL, "no layer", () -> install(3, chain(TCP, UDP)));
        assertRefused(
                Constants.WSAEINVAL, "no layer", () -> install(3, chain(FIRST + 1, FIRST, TCP)));
    }

    @Test
    @DisplayName("A254 a chain has at most seven parts")
    void limitsTheLength() throws CatalogException {
        int[] parts = new int[7];
        for (int i = 0; i < 6; i++) {
            install(i + 1, layer(0));
            parts[i] = FIRST + i;
        }
        parts[6] = TCP;
        install(10, chain(parts));
        for (int length : new int[] {-1, 8, Integer.MAX_VALUE}) {
            ProtocolChain wrong = new ProtocolChain(length, FIRST, TCP, 0, 0, 0, 0, 0);
            assertRefused(
                    Constants.WSAEINVAL,
                    "not 2 to 7",
                    () -> install(11, Samples.info(0, 0, guid(0), wrong, "Chain")));
        }
        assertThat(Chains.over(1, contents.items().getLast())).isNull();
        CatalogItem six = new CatalogItem(chain(Arrays.copyOfRange(parts, 1, 7)), PATH);
        assertThat(Chains.over(1, six)).isNotNull();
    }

    @Test
    @DisplayName("Layers with the system's handles are below those without")
    void ordersLayersByTheirHandles() throws CatalogException {
        install(1, layer(Constants.XP1_IFS_HANDLES));
        install(2, layer(0));
        assertRefused(
                Constants.WSAEINVAL,
                "system handles",
                () -> install(3, chain(FIRST, FIRST + 1, TCP)));
        install(3, chain(FIRST + 1, FIRST, TCP));
        assertThat(contents.items()).hasSize(3);
    }

    @Test
    @DisplayName("A chain has the path of its top layer")
    void comparesThePaths() throws CatalogException {
        install(1, layer(0));
        assertRefused(
                Constants.WSAEINVAL,
                PATH,
                () -> editor().install(guid(2), "dev.example.Other", List.of(chain(FIRST, TCP))));
    }

    @Test
    @DisplayName("An installed entry does not push aside one that a provider brings along")
    void prefersWhatProvidersBring() throws CatalogException {
        install(1, layer(0));
        CatalogItem same = new CatalogItem(BASE.getFirst().info().withCatalogEntryId(FIRST), "x");
        assertThat(contents.with(List.of(same))).containsExactly(same);
    }
}
