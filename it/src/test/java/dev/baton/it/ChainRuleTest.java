package dev.baton.it;

import static dev.baton.testkit.layer.TestChain.BASE;
import static dev.baton.testkit.layer.TestChain.CHAIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.layer.FakeBase;
import dev.baton.testkit.layer.Recorded;
import dev.baton.testkit.layer.RecordingFactory;
import dev.baton.testkit.layer.ScriptedFactory;
import dev.baton.testkit.layer.TestChain;
import dev.baton.winsock.Constants;
import dev.baton.winsock.spi.LayeredProvider;
import dev.baton.winsock.spi.ServiceProvider;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.ProtocolInfo;
import dev.baton.winsock.struct.ProtocolInfoLayout;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rule by which structures travel down a chain, with a fake base provider to look at. */
final class ChainRuleTest {
    private static final MemorySegment NULL = MemorySegment.NULL;
    private static final int[] ENTRY_WITH_STRUCTURE_AT = {3, 2, 2, 2};
    private static final String[] WITH_STRUCTURE = {
        "WSPSocket", "WSPDuplicateSocket", "WSPAddressToString", "WSPStringToAddress"
    };

    @TempDir private Path folder;

    @BeforeEach
    void record() {
        System.setProperty(Recorded.FILE, folder.resolve("recorded").toString());
    }

    @AfterEach
    void stop() {
        System.clearProperty(Recorded.FILE);
    }

    /** From the uppermost layer down. */
    static Stream<List<RecordingFactory>> chains() {
        return Stream.of(
                List.of(new RecordingFactory.First()),
                List.of(new RecordingFactory.OwnHandles()),
                List.of(new RecordingFactory.Second(), new RecordingFactory.First()),
                List.of(
                        new RecordingFactory.MoreHandles(),
                        new RecordingFactory.OwnHandles(),
                        new RecordingFactory.First()));
    }

    private static TestChain chain(List<RecordingFactory> layers) {
        return TestChain.overTcp(layers.toArray(RecordingFactory[]::new));
    }

    /** Makes the five calls that take a structure; returns what came back of the duplication. */
    private static ProtocolInfo callAll(ServiceProvider provider, MemorySegment info) {
        MemorySegment lpErrno = MemorySegment.ofArray(new int[1]);
        long s = provider.WSPSocket(-1, -1, -1, info, 0, 0, lpErrno);
        MemorySegment duplicate = MemorySegment.ofArray(new byte[628]);
        assertThat(provider.WSPDuplicateSocket(s, 4711, duplicate, lpErrno)).isZero();
        assertThat(provider.WSPAddressToString(NULL, 0, info, NULL, NULL, lpErrno)).isZero();
        assertThat(provider.WSPStringToAddress(NULL, 2, info, NULL, NULL, lpErrno)).isZero();
        return ProtocolInfoLayout.readW(duplicate);
    }

    @ParameterizedTest
    @MethodSource("chains")
    @DisplayName("A243 A245 a layer above a layer passes the same structure in all five calls")
    void passesTheSameStructure(List<RecordingFactory> layers) {
        try (TestChain chain = chain(layers)) {
            callAll(chain.top(), chain.info());
        }
        List<Recorded> calls = Recorded.read(folder.resolve("recorded"));
        List<String> names = layers.stream().map(RecordingFactory::name).toList();
        for (String entry :
                List.of(
                        "WSPStartup",
                        "WSPSocket",
                        "WSPDuplicateSocket",
                        "WSPAddressToString",
                        "WSPStringToAddress")) {
            List<Recorded> these =
                    calls.stream().filter(each -> each.entry().equals(entry)).toList();
            assertThat(these).as(entry).extracting(Recorded::layer).isEqualTo(names);
            assertThat(these)
                    .as(entry)
                    .extracting(Recorded::segment)
                    .containsOnly(these.getFirst().segment());
            assertThat(these)
                    .as(entry)
                    .extracting(Recorded::structure)
                    .containsOnly(these.getFirst().structure());
        }
    }

    @ParameterizedTest
    @MethodSource("chains")
    @DisplayName("A244 A245 A246 the base provider gets its own entry in all five, with no chain")
    void givesTheBaseItsOwnEntry(List<RecordingFactory> layers) {
        try (TestChain chain = chain(layers)) {
            ProtocolInfo own = chain.entry(BASE).orElseThrow();
            List<MemorySegment> seen = new ArrayList<>();
            chain.base()
                    .answers(
                            "WSPDuplicateSocket",
                            call -> {
                                // What it holds when the base provider is called, not what is
                                // written there.
                                seen.add(
                                        MemorySegment.ofArray(
                                                Memory.bytes(call.memory(2), 0, 628)));
                                ProtocolInfoLayout.writeW(
                                        call.memory(2), own.withProviderReserved(99));
                                return 0;
                            });
            ProtocolInfo duplicate = callAll(chain.top(), chain.info());
            seen.add(chain.base().starts().getFirst());
            for (int i = 0; i < WITH_STRUCTURE.length; i++) {
                List<FakeBase.Call> calls = chain.base().calls(WITH_STRUCTURE[i]);
                assertThat(calls).as(WITH_STRUCTURE[i]).hasSize(1);
                if (!WITH_STRUCTURE[i].equals("WSPDuplicateSocket")) {
                    seen.add(calls.getFirst().memory(ENTRY_WITH_STRUCTURE_AT[i]));
                }
            }
            assertThat(seen)
                    .hasSize(5)
                    .allSatisfy(each -> assertThat(ProtocolInfoLayout.readW(each)).isEqualTo(own));
            ProtocolInfo named = chain.entry(CHAIN).orElseThrow().withProviderReserved(99);
            assertThat(duplicate).isEqualTo(named);
        }
    }

    @Test
    @DisplayName(
            "A248 with an opening the base provider gets its own entry and the duplicate's handle")
    void passesTheHandleToTheBase() {
        try (TestChain chain = chain(List.of(new RecordingFactory.First()))) {
            ProtocolInfo ticket = chain.entry(CHAIN).orElseThrow().withProviderReserved(0x1234);
            long s = chain.socket(MemorySegment.ofArray(ticket.toBytesW()));
            assertThat(s).isNotEqualTo(Constants.INVALID_SOCKET);
            MemorySegment got = chain.base().calls("WSPSocket").getFirst().memory(3);
            assertThat(ProtocolInfoLayout.readW(got))
                    .isEqualTo(chain.entry(BASE).orElseThrow().withProviderReserved(0x1234));
        }
    }

    @Test
    @DisplayName("A231 A232 each layer passes every new descriptor through the upcall of its kind")
    void announcesEveryDescriptor() {
        try (TestChain chain =
                chain(List.of(new RecordingFactory.OwnHandles(), new RecordingFactory.First()))) {
            long s = chain.socket();
            List<String> each =
                    List.of(
                            "WPUModifyIFSHandle",
                            "WPUModifyIFSHandle",
                            "WPUCreateSocketHandle",
                            "conceal");
            assertThat(chain.upcalls()).isEqualTo(each);
            chain.top().WSPAccept(s, NULL, NULL, null, 0, chain.lpErrno());
            assertThat(chain.upcalls()).hasSize(8).endsWith(each.toArray(String[]::new));
            ProtocolInfo ticket = chain.entry(CHAIN).orElseThrow().withProviderReserved(7);
            chain.socket(MemorySegment.ofArray(ticket.toBytesW()));
            assertThat(chain.upcalls()).hasSize(12).endsWith(each.toArray(String[]::new));
        }
    }

    @Test
    @DisplayName("A251 a structure that names no family or type is diagnosed in the layer")
    void diagnosesInOrder() {
        try (TestChain chain = chain(List.of(new RecordingFactory.First()))) {
            ProtocolInfo entry = chain.entry(CHAIN).orElseThrow();
            failsWith(chain, entry.withAddressing(0, 0, 0), Constants.WSAEAFNOSUPPORT);
            failsWith(chain, entry.withAddressing(2, -1, 0), Constants.WSAESOCKTNOSUPPORT);
            assertThat(chain.base().calls("WSPSocket")).isEmpty();
        }
    }

    private static void failsWith(TestChain chain, ProtocolInfo info, int error) {
        long s = chain.socket(MemorySegment.ofArray(info.toBytesW()));
        assertThat(s).isEqualTo(Constants.INVALID_SOCKET);
        assertThat(chain.error()).isEqualTo(error);
    }

    @Test
    @DisplayName("A253 a layer finds its place by its identifier, wherever it stands")
    void findsItsPlace() {
        RecordingFactory first = new RecordingFactory.First();
        try (TestChain below = chain(List.of(new RecordingFactory.Second(), first));
                TestChain above = chain(List.of(first, new RecordingFactory.Second()))) {
            assertThat(below.socket()).isNotEqualTo(Constants.INVALID_SOCKET);
            assertThat(above.socket()).isNotEqualTo(Constants.INVALID_SOCKET);
            assertThat(below.base().starts()).hasSize(1);
            assertThat(above.base().starts()).hasSize(1);
        }
    }

    @Test
    @DisplayName(
            "A250 a layer that leaves WSPDuplicateSocket to the base exports the base's structure")
    void exportsTheBasesStructure() {
        ScriptedFactory.layers(() ->
                new LayeredProvider() {
                    @Override
                    public int WSPDuplicateSocket(
                            long s, int dwProcessId, MemorySegment info, MemorySegment lpErrno) {
                        return next().WSPDuplicateSocket(s, dwProcessId, info, lpErrno);
                    }
                });
        try (TestChain chain = TestChain.overTcp(new ScriptedFactory())) {
            MemorySegment info = MemorySegment.ofArray(new byte[628]);
            assertThat(chain.top().WSPDuplicateSocket(chain.socket(), 1, info, chain.lpErrno()))
                    .isZero();
            assertThat(ProtocolInfoLayout.dwCatalogEntryId(info)).isEqualTo(BASE);
        } finally {
            ScriptedFactory.reset();
        }
    }

    @Test
    @DisplayName("A252 a layer may add WSA_FLAG_OVERLAPPED on the way down")
    void addsAFlag() {
        ScriptedFactory.layers(() ->
                new LayeredProvider() {
                    @Override
                    public long WSPSocket(
                            int af,
                            int type,
                            int protocol,
                            MemorySegment info,
                            int g,
                            int flags,
                            MemorySegment lpErrno) {
                        int added = flags | Constants.WSA_FLAG_OVERLAPPED;
                        return super.WSPSocket(af, type, protocol, info, g, added, lpErrno);
                    }
                });
        try (TestChain chain = TestChain.overTcp(new ScriptedFactory())) {
            chain.socket();
            assertThat(chain.base().calls("WSPSocket").getFirst().value(5))
                    .isEqualTo(Constants.WSA_FLAG_OVERLAPPED);
        } finally {
            ScriptedFactory.reset();
        }
    }
}
