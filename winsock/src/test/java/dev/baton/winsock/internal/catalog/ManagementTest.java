package dev.baton.winsock.internal.catalog;

import static dev.baton.winsock.Constants.SOCKET_ERROR;
import static dev.baton.winsock.Constants.WSAEFAULT;
import static dev.baton.winsock.Constants.WSAEINVAL;
import static dev.baton.winsock.Constants.WSAENOBUFS;
import static dev.baton.winsock.Constants.WSANO_RECOVERY;
import static dev.baton.winsock.internal.catalog.Samples.guid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.winsock.Constants;
import dev.baton.winsock.Winsock;
import dev.baton.winsock.internal.FakeProviders;
import dev.baton.winsock.struct.Guid;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.ProtocolInfo;
import dev.baton.winsock.struct.ProtocolInfoLayout;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The functions, over what the fake providers bring along. */
class ManagementTest extends WithCatalog {
    private static final MemorySegment NULL = MemorySegment.NULL;
    private static final String PATH = FakeProviders.Plain.class.getName();
    private static final int FIRST = CatalogContents.FIRST_ID;
    private static final int IFS_TCP = 2001;
    private static final int CALL_NOT_IMPLEMENTED = 120;

    private final MemorySegment lpErrno = MemorySegment.ofArray(new int[1]);

    private static MemorySegment wide(String text) {
        return MemorySegment.ofArray((text + "\0").getBytes(StandardCharsets.UTF_16LE));
    }

    private static MemorySegment id(Guid guid) {
        return MemorySegment.ofArray(guid.toBytes());
    }

    private static MemorySegment array(ProtocolInfo... infos) {
        byte[] bytes = new byte[infos.length * ProtocolInfoLayout.SIZEOF_W];
        for (int i = 0; i < infos.length; i++) {
            System.arraycopy(
                    infos[i].toBytesW(),
                    0,
                    bytes,
                    i * ProtocolInfoLayout.SIZEOF_W,
                    ProtocolInfoLayout.SIZEOF_W);
        }
        return MemorySegment.ofArray(bytes);
    }

    private void assertFails(int error, int result) {
        assertThat(result).isEqualTo(SOCKET_ERROR);
        assertThat(Memory.int32(lpErrno, 0)).isEqualTo(error);
        Memory.int32(lpErrno, 0, 0);
    }

    private int install(int guid, ProtocolInfo... infos) {
        return Winsock.WSCInstallProvider(
                id(guid(guid)), wide(PATH), array(infos), infos.length, lpErrno);
    }

    private int installLayer(int guid, MemorySegment list, int count) {
        return Winsock.WSCInstallProviderAndChains(
                id(guid(guid)), wide(PATH), wide("L" + guid), 0, list, count, NULL, lpErrno);
    }

    private List<ProtocolInfo> enumerate() {
        MemorySegment length = MemorySegment.ofArray(new int[1]);
        assertFails(WSAENOBUFS, Winsock.WSCEnumProtocols(NULL, NULL, length, lpErrno));
        MemorySegment buffer = MemorySegment.ofArray(new byte[Memory.int32(length, 0)]);
        int count = Winsock.WSCEnumProtocols(NULL, buffer, length, lpErrno);
        List<ProtocolInfo> infos = new ArrayList<>();
        for (long at = 0; at < buffer.byteSize(); at += ProtocolInfoLayout.SIZEOF_W) {
            infos.add(ProtocolInfoLayout.readW(buffer.asSlice(at, ProtocolInfoLayout.SIZEOF_W)));
        }
        assertThat(count).isEqualTo(infos.size());
        return infos;
    }

    private List<Integer> ids() {
        return enumerate().stream().map(ProtocolInfo::dwCatalogEntryId).toList();
    }

    private static int order(List<Integer> ids) {
        int[] numbers = ids.stream().mapToInt(Integer::intValue).toArray();
        return Winsock.WSCWriteProviderOrder(MemorySegment.ofArray(numbers), numbers.length);
    }

    @Test
    @DisplayName("A255 A256 installed entries are numbered upwards and come last")
    void installs() {
        List<Integer> before = ids();
        assertThat(install(1, Samples.layer(0))).isZero();
        assertThat(install(2, Samples.chain(FIRST, IFS_TCP))).isZero();
        assertThat(ids()).startsWith(before.toArray(new Integer[0])).endsWith(FIRST, FIRST + 1);
        assertThat(enumerate().getLast().ProviderId()).isEqualTo(guid(2));
    }

    @Test
    @DisplayName("A257 A258 an order names every entry exactly once, and holds")
    void orders() {
        assertThat(install(1, Samples.layer(0))).isZero();
        List<Integer> reverse = ids().reversed();
        assertThat(order(reverse)).isZero();
        assertThat(ids()).isEqualTo(reverse);
        assertThat(order(reverse.subList(1, reverse.size()))).isEqualTo(WSAEINVAL);
        List<Integer> twice = new ArrayList<>(reverse);
        twice.set(0, twice.get(1));
        assertThat(order(twice)).isEqualTo(WSAEINVAL);
        twice.set(0, 7);
        assertThat(order(twice)).isEqualTo(WSAEINVAL);
        assertThat(Winsock.WSCWriteProviderOrder(NULL, -1)).isEqualTo(WSAEINVAL);
        assertThat(Winsock.WSCWriteProviderOrder(NULL, reverse.size())).isEqualTo(WSAEFAULT);
        MemorySegment tooShort = MemorySegment.ofArray(new int[1]);
        assertThat(Winsock.WSCWriteProviderOrder(tooShort, 2)).isEqualTo(WSAEFAULT);
        assertThat(ids()).isEqualTo(reverse);
    }

    @Test
    @DisplayName("A258 a layer is laid over the first match in the new order")
    void layersOverTheFirstInTheOrder() {
        ProtocolInfo tcp = Samples.info(0, 0, Guid.ZERO, Samples.layer(0).ProtocolChain(), "any");
        assertThat(order(ids().reversed())).isZero();
        assertThat(installLayer(1, array(tcp), 1)).isZero();
        int firstTcp = 2101;
        assertThat(enumerate().getFirst().ProtocolChain().entry1()).isEqualTo(firstTcp);
    }

    @Test
    @DisplayName("A259 a second installation is WSANO_RECOVERY and changes nothing")
    void installsOnce() {
        assertThat(install(1, Samples.layer(0))).isZero();
        List<ProtocolInfo> before = enumerate();
        assertFails(WSANO_RECOVERY, install(1, Samples.layer(0)));
        assertFails(WSANO_RECOVERY, installLayer(1, NULL, 0));
        assertThat(enumerate()).isEqualTo(before);
    }

    @Test
    @DisplayName("A260 deinstalling an unknown provider is WSAEINVAL, a known one is gone after")
    void deinstalls() {
        List<ProtocolInfo> before = enumerate();
        assertFails(WSAEINVAL, Winsock.WSCDeinstallProvider(id(guid(1)), lpErrno));
        assertThat(installLayer(1, NULL, 0)).isZero();
        assertThat(enumerate()).hasSizeGreaterThan(before.size() + 1);
        assertThat(Winsock.WSCDeinstallProvider(id(guid(1)), lpErrno)).isZero();
        assertThat(enumerate()).isEqualTo(before);
        Guid brought = before.getFirst().ProviderId();
        assertFails(WSANO_RECOVERY, Winsock.WSCDeinstallProvider(id(brought), lpErrno));
        assertFails(WSAEFAULT, Winsock.WSCDeinstallProvider(NULL, lpErrno));
        assertThat(Winsock.WSCDeinstallProvider(id(guid(1)), NULL)).isEqualTo(SOCKET_ERROR);
    }

    @Test
    @DisplayName("A262 WSCGetProviderPath: memory, length, provider; lpErrno may be NULL")
    void tellsThePath() {
        assertThat(install(1, Samples.layer(0))).isZero();
        MemorySegment length = MemorySegment.ofArray(new int[] {Constants.MAX_PATH});
        MemorySegment buffer = MemorySegment.ofArray(new byte[2 * Constants.MAX_PATH]);
        assertFails(WSAEFAULT, Winsock.WSCGetProviderPath(NULL, buffer, length, lpErrno));
        assertFails(WSAEFAULT, Winsock.WSCGetProviderPath(id(guid(1)), buffer, NULL, lpErrno));
        assertFails(WSAEFAULT, Winsock.WSCGetProviderPath(NULL, NULL, NULL, lpErrno));
        assertThat(Winsock.WSCGetProviderPath(NULL, NULL, NULL, NULL)).isEqualTo(SOCKET_ERROR);
        for (MemorySegment room : List.of(buffer, NULL)) {
            assertFails(WSAEINVAL, Winsock.WSCGetProviderPath(id(guid(9)), room, length, lpErrno));
            assertThat(Memory.int32(length, 0)).isEqualTo(Constants.MAX_PATH);
        }
        for (int none : new int[] {0, -1}) {
            Memory.int32(length, 0, none);
            assertFails(WSAEINVAL, Winsock.WSCGetProviderPath(id(guid(1)), NULL, length, lpErrno));
            assertThat(Memory.int32(length, 0)).isEqualTo(none);
        }
        int needed = PATH.length() + 1;
        Memory.int32(length, 0, needed - 1);
        assertFails(WSAEFAULT, Winsock.WSCGetProviderPath(id(guid(1)), buffer, length, lpErrno));
        assertThat(Memory.int32(length, 0)).isEqualTo(needed);
        assertThat(Winsock.WSCGetProviderPath(id(guid(1)), buffer, length, NULL)).isZero();
        assertThat(Memory.bytes(buffer, 0, 2 * needed))
                .isEqualTo(Memory.bytes(wide(PATH), 0, 2 * needed));
        assertFails(WSAEFAULT, Winsock.WSCGetProviderPath(id(guid(1)), NULL, length, lpErrno));
    }

    @Test
    @DisplayName("A262 the path of what a provider brings along is its factory's name too")
    void tellsThePathOfBaseProviders() {
        MemorySegment length = MemorySegment.ofArray(new int[] {Constants.MAX_PATH});
        MemorySegment buffer = MemorySegment.ofArray(new byte[2 * Constants.MAX_PATH]);
        Guid tcp =
                enumerate().stream()
                        .filter(info -> info.dwCatalogEntryId() == IFS_TCP)
                        .findFirst()
                        .orElseThrow()
                        .ProviderId();
        assertThat(Winsock.WSCGetProviderPath(id(tcp), buffer, length, lpErrno)).isZero();
        assertThat(Memory.int32(length, 0))
                .isEqualTo(FakeProviders.Ifs.class.getName().length() + 1);
    }

    @Test
    @DisplayName("A263 WSCGetProviderInfo: no GUID is WSAEFAULT, an unknown one WSANO_RECOVERY")
    void tellsCategories() {
        assertFails(WSAEFAULT, Winsock.WSCGetProviderInfo(NULL, 0, NULL, NULL, 0, lpErrno));
        MemorySegment unknown = id(guid(1));
        for (int type : new int[] {0, 1, 77}) {
            assertFails(
                    WSANO_RECOVERY,
                    Winsock.WSCGetProviderInfo(unknown, type, NULL, NULL, 5, lpErrno));
        }
        assertThat(install(1, Samples.layer(0))).isZero();
        MemorySegment info = MemorySegment.ofArray(new int[] {-1});
        MemorySegment size = MemorySegment.ofArray(new long[1]);
        MemorySegment layer = id(guid(1));
        assertFails(WSAEFAULT, Winsock.WSCGetProviderInfo(layer, 0, NULL, size, 0, lpErrno));
        assertThat(Memory.int64(size, 0)).isEqualTo(4);
        assertFails(WSAEFAULT, Winsock.WSCGetProviderInfo(layer, 0, info, NULL, 0, lpErrno));
        Memory.int64(size, 0, 3);
        assertFails(WSAEFAULT, Winsock.WSCGetProviderInfo(layer, 0, info, size, 0, lpErrno));
        assertThat(Winsock.WSCGetProviderInfo(layer, 0, info, size, 0, lpErrno)).isZero();
        assertThat(Memory.int32(info, 0)).isZero();
        assertFails(
                CALL_NOT_IMPLEMENTED, Winsock.WSCGetProviderInfo(layer, 1, info, size, 0, lpErrno));
        assertFails(WSAEINVAL, Winsock.WSCGetProviderInfo(layer, 2, info, size, 0, lpErrno));
        Guid base =
                enumerate().stream()
                        .filter(i -> i.ProtocolChain().isBase())
                        .findFirst()
                        .orElseThrow()
                        .ProviderId();
        assertFails(
                Constants.WSAEINVALIDPROVIDER,
                Winsock.WSCGetProviderInfo(id(base), 0, info, size, 0, lpErrno));
    }

    @Test
    @DisplayName("A264 a chain before its parts is WSAEINVAL")
    void refusesChainsBeforeTheirParts() {
        assertFails(WSAEINVAL, install(1, Samples.chain(FIRST, IFS_TCP)));
        assertThat(location().file()).doesNotExist();
        assertThat(RecordingLoggers.logged(Level.DEBUG))
                .as("why, for those who ask")
                .singleElement()
                .asString()
                .contains("WSCInstallProvider", "part 10001 is not installed");
        assertThat(RecordingLoggers.logged(Level.ERROR)).isEmpty();
    }

    @Test
    @DisplayName("A265 everything is listed, hidden entries and those of layers too")
    void listsEverything() {
        assertThat(installLayer(1, NULL, 0)).isZero();
        ProtocolInfo layer = enumerate().getLast();
        assertThat(layer.ProtocolChain().isLayer()).isTrue();
        assertThat(layer.dwProviderFlags()).isEqualTo(Constants.PFL_HIDDEN);
        MemorySegment only = MemorySegment.ofArray(new int[] {17, 4711, 0});
        MemorySegment length = MemorySegment.ofArray(new int[] {1 << 20});
        MemorySegment buffer = MemorySegment.ofArray(new byte[1 << 20]);
        long udp = enumerate().stream().filter(info -> info.iProtocol() == 17).count();
        assertThat(Winsock.WSCEnumProtocols(only, buffer, length, lpErrno)).isEqualTo((int) udp);
        assertThat(udp).isPositive();
    }

    @Test
    @DisplayName("WSCEnumProtocols with memory it can't use is WSAEFAULT, with little WSAENOBUFS")
    void checksTheMemoryOfTheList() {
        MemorySegment much = MemorySegment.ofArray(new int[] {1 << 20});
        MemorySegment little = MemorySegment.ofArray(new byte[ProtocolInfoLayout.SIZEOF_W]);
        assertFails(WSAEFAULT, Winsock.WSCEnumProtocols(NULL, little, much, lpErrno));
        assertFails(WSAEFAULT, Winsock.WSCEnumProtocols(NULL, little, NULL, lpErrno));
        MemorySegment empty = MemorySegment.ofArray(new byte[0]);
        assertFails(WSAEFAULT, Winsock.WSCEnumProtocols(empty, little, much, lpErrno));
        assertThat(Winsock.WSCEnumProtocols(NULL, little, much, NULL)).isEqualTo(SOCKET_ERROR);
        MemorySegment one = MemorySegment.ofArray(new int[] {ProtocolInfoLayout.SIZEOF_W});
        assertFails(WSAENOBUFS, Winsock.WSCEnumProtocols(NULL, little, one, lpErrno));
        assertThat(Memory.int32(one, 0)).isEqualTo(ids().size() * ProtocolInfoLayout.SIZEOF_W);
    }

    @Test
    @DisplayName("A008 names, paths and counts out of range are WSAEINVAL")
    void checksLengths() {
        String name = "n".repeat(256);
        assertFails(
                WSAEINVAL,
                install(1, Samples.info(0, 0, Guid.ZERO, Samples.layer(0).ProtocolChain(), name)));
        MemorySegment one = array(Samples.layer(0));
        MemorySegment guid = id(guid(1));
        MemorySegment longest = wide("p".repeat(Constants.MAX_PATH));
        MemorySegment tooLong = wide("p".repeat(Constants.MAX_PATH + 1));
        assertFails(WSAEINVAL, Winsock.WSCInstallProvider(guid, tooLong, one, 1, lpErrno));
        assertFails(WSAEINVAL, Winsock.WSCInstallProvider(guid, wide(""), one, 1, lpErrno));
        assertFails(WSAEINVAL, Winsock.WSCInstallProvider(guid, longest, one, 0, lpErrno));
        assertFails(WSAEINVAL, Winsock.WSCInstallProvider(guid, longest, one, -1, lpErrno));
        assertThat(location().file()).doesNotExist();
        assertThat(Winsock.WSCInstallProvider(guid, longest, one, 1, lpErrno)).isZero();
        assertFails(WSAEINVAL, layer(id(guid(2)), longest, wide(name), 0, NULL, 0));
        assertFails(WSAEINVAL, layer(id(guid(2)), tooLong, wide("L"), 0, NULL, 0));
        assertFails(WSAEINVAL, layer(id(guid(2)), longest, wide("L"), 0, one, 0));
        assertFails(WSAEINVAL, layer(id(guid(2)), longest, wide("L"), 0x10, NULL, 0));
        MemorySegment none = array(Samples.layer(0).withAddressing(2, 1, 77));
        assertFails(WSAEINVAL, layer(id(guid(2)), longest, wide("L"), 0, none, 1));
    }

    private int layer(
            MemorySegment guid,
            MemorySegment path,
            MemorySegment name,
            int flags,
            MemorySegment list,
            int count) {
        return Winsock.WSCInstallProviderAndChains(
                guid, path, name, flags, list, count, NULL, lpErrno);
    }

    @Test
    @DisplayName("Memory that can't be used is WSAEFAULT; where NULL has its own code, that")
    void checksMemory() {
        MemorySegment guid = id(guid(1));
        MemorySegment path = wide(PATH);
        MemorySegment unended = MemorySegment.ofArray(new byte[] {'p', 0, 'q', 0});
        MemorySegment one = array(Samples.layer(0));
        assertFails(WSAEFAULT, Winsock.WSCInstallProvider(NULL, path, one, 1, lpErrno));
        assertFails(WSAEFAULT, Winsock.WSCInstallProvider(guid, NULL, one, 1, lpErrno));
        assertFails(WSAEFAULT, Winsock.WSCInstallProvider(guid, unended, one, 1, lpErrno));
        assertFails(WSAEFAULT, Winsock.WSCInstallProvider(guid, path, NULL, 1, lpErrno));
        assertFails(WSAEFAULT, Winsock.WSCInstallProvider(guid, path, one, 2, lpErrno));
        assertThat(Winsock.WSCInstallProvider(guid, path, one, 1, NULL)).isEqualTo(SOCKET_ERROR);
        MemorySegment readOnly = lpErrno.asReadOnly();
        assertThat(Winsock.WSCInstallProvider(guid, path, one, 1, readOnly))
                .isEqualTo(SOCKET_ERROR);
        MemorySegment shortId = MemorySegment.ofArray(new byte[15]);
        assertFails(WSAEFAULT, layer(shortId, path, path, 0, NULL, 0));
        assertFails(WSAEFAULT, layer(guid, path, unended, 0, NULL, 0));
        for (int i = 0; i < 3; i++) {
            MemorySegment[] given = {guid, path, path};
            given[i] = NULL;
            assertFails(WSAEINVAL, layer(given[0], given[1], given[2], 0, NULL, 0));
        }
        assertFails(
                WSAEFAULT,
                Winsock.WSCInstallProviderAndChains(
                        guid, path, path, 0, NULL, 0, readOnly, lpErrno));
        assertThat(location().file()).doesNotExist();
    }

    @Test
    @DisplayName("A layer's chains come first, and its own entry's id is told")
    void installsLayers() {
        MemorySegment layerId = MemorySegment.ofArray(new int[1]);
        List<Integer> before = ids();
        assertThat(
                        Winsock.WSCInstallProviderAndChains(
                                id(guid(1)),
                                wide(PATH),
                                wide("Trace"),
                                Constants.XP1_IFS_HANDLES,
                                NULL,
                                0,
                                layerId,
                                lpErrno))
                .isZero();
        assertThat(Memory.int32(layerId, 0)).isEqualTo(FIRST);
        List<ProtocolInfo> after = enumerate();
        int chains = after.size() - before.size() - 1;
        assertThat(chains).isPositive();
        assertThat(after.subList(0, chains))
                .allSatisfy(info -> assertThat(info.ProtocolChain().entry0()).isEqualTo(FIRST))
                .allSatisfy(info -> assertThat(info.protocolName()).startsWith("Trace over ["));
        assertThat(after.subList(0, chains))
                .extracting(ProtocolInfo::ProviderId)
                .doesNotHaveDuplicates()
                .doesNotContain(guid(1), Guid.ZERO);
        assertThat(ids().subList(chains, after.size() - 1)).isEqualTo(before);
        assertThat(after.getLast().ProviderId()).isEqualTo(guid(1));
    }

    @Test
    @DisplayName("With a damaged file every function is WSANO_RECOVERY, and the log says why")
    void failsWithADamagedFile() throws IOException {
        assertThat(install(1, Samples.layer(0))).isZero();
        Files.writeString(location().file(), "nonsense\n");
        assertFails(WSANO_RECOVERY, install(2, Samples.layer(0)));
        assertFails(WSANO_RECOVERY, installLayer(2, NULL, 0));
        assertFails(WSANO_RECOVERY, Winsock.WSCDeinstallProvider(id(guid(1)), lpErrno));
        assertThat(order(List.of(1))).isEqualTo(WSANO_RECOVERY);
        MemorySegment one = MemorySegment.ofArray(new int[] {1});
        assertFails(WSANO_RECOVERY, Winsock.WSCEnumProtocols(NULL, NULL, one, lpErrno));
        assertFails(WSANO_RECOVERY, Winsock.WSCGetProviderPath(id(guid(1)), NULL, one, lpErrno));
        assertFails(
                WSANO_RECOVERY, Winsock.WSCGetProviderInfo(id(guid(1)), 0, NULL, NULL, 0, lpErrno));
        assertThat(RecordingLoggers.logged(Level.ERROR))
                .hasSize(7)
                .allSatisfy(text -> assertThat(text).contains("line 1", "delete it"));
        assertThat(Files.readString(location().file())).isEqualTo("nonsense\n");
    }
}
