package dev.baton.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.layers.access.AccessFactory;
import dev.baton.layers.compress.CompressFactory;
import dev.baton.layers.fault.FaultFactory;
import dev.baton.layers.meter.MeterFactory;
import dev.baton.layers.throttle.ThrottleFactory;
import dev.baton.layers.trace.TraceFactory;
import dev.baton.testkit.ChildJvm;
import dev.baton.testkit.Holder;
import dev.baton.testkit.Sockets;
import dev.baton.testkit.layer.LayerOptions;
import dev.baton.testkit.layer.TestCatalog;
import dev.baton.winsock.Constants;
import dev.baton.winsock.ProviderCatalog;
import dev.baton.winsock.Winsock;
import dev.baton.winsock.spi.ServiceProvider;
import dev.baton.winsock.struct.ProtocolChain;
import dev.baton.winsock.struct.ProtocolInfo;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.platform.suite.api.AfterSuite;
import org.junit.platform.suite.api.BeforeSuite;
import org.junit.platform.suite.api.ConfigurationParameter;
import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** Runs the conformance suite through all shipped layers, over UDP the longest chain there is. */
@Suite
@SelectPackages("dev.baton.testkit.conformance")
@ConfigurationParameter(
        key = "junit.jupiter.params.displayname.default",
        value = "{displayName} [{index}] {argumentSetNameOrArgumentsWithNames}")
@IncludeClassNamePatterns(".*Conformance")
final class ShippedLayersConformanceTest {
    private static final Path TRACE = Path.of("target", "conformance-trace").toAbsolutePath();

    /** Four of five calls; with them the trace would be larger than everything else. */
    private static final Set<String> MOST = Set.of("WSPSocket", "WSPIoctl", "WSPSend", "WSPRecv");

    /** What the suite must know: compress needs a byte of each datagram, throttle sends a state. */
    private static final Map<String, String> PROPERTIES =
            Map.of(
                    "dev.baton.testkit.layers.bytes",
                    "1",
                    "dev.baton.testkit.layers.state",
                    "true",
                    ChildJvm.OPTIONS,
                    "--add-modules=micrometer.core");

    private static @Nullable LayerOptions options;
    private static @Nullable TestCatalog catalog;

    private ShippedLayersConformanceTest() {}

    @BeforeSuite
    static void install() throws IOException {
        Files.deleteIfExists(TRACE);
        PROPERTIES.forEach(System::setProperty);
        options = LayerOptions.of("trace", "to", TRACE.toString(), "calls", traced());
        catalog =
                new TestCatalog()
                        .install(
                                new FaultFactory(),
                                new AccessFactory(),
                                new ThrottleFactory(),
                                new MeterFactory(),
                                new TraceFactory())
                        .install(ShippedLayersConformanceTest::isUdp, new CompressFactory());
        orderByProtocol();
        try {
            Sockets.startup();
            assertThat(chainLength(Constants.AF_INET, Constants.SOCK_STREAM)).isEqualTo(6);
            assertThat(chainLength(Constants.AF_UNIX, Constants.SOCK_STREAM)).isEqualTo(6);
            assertThat(chainLength(Constants.AF_INET6, Constants.SOCK_DGRAM))
                    .isEqualTo(Constants.MAX_PROTOCOL_CHAIN);
        } finally {
            Sockets.cleanupAll();
        }
        assertThat(TRACE).content().contains("WSPGetSockOpt(s=0x", "WSPCleanup() = 0");
    }

    private static String traced() {
        return Arrays.stream(ServiceProvider.class.getMethods())
                .map(Method::getName)
                .filter(each -> !MOST.contains(each))
                .collect(Collectors.joining(","));
    }

    private static boolean isUdp(ProtocolInfo entry) {
        return entry.iSocketType() == Constants.SOCK_DGRAM;
    }

    /** What was installed last is first: UDP before TCP, which is not the catalog's usual order. */
    private static void orderByProtocol() {
        int[] ids;
        try (ProviderCatalog read = ProviderCatalog.read()) {
            ids =
                    read.entries().stream()
                            .map(ProviderCatalog.Entry::info)
                            .sorted(Comparator.comparingInt(ShippedLayersConformanceTest::base))
                            .mapToInt(ProtocolInfo::dwCatalogEntryId)
                            .toArray();
        }
        int error = Winsock.WSCWriteProviderOrder(MemorySegment.ofArray(ids), ids.length);
        assertThat(error).isZero();
    }

    private static int base(ProtocolInfo entry) {
        ProtocolChain chain = entry.ProtocolChain();
        return chain.ChainLen() < 2 ? entry.dwCatalogEntryId() : chain.entry(chain.ChainLen() - 1);
    }

    private static int chainLength(int family, int type) {
        Holder s = Sockets.socket(family, type);
        byte[] info =
                s.getOption(
                                Constants.SOL_SOCKET,
                                Constants.SO_PROTOCOL_INFOW,
                                Constants.SIZEOF_WSAPROTOCOL_INFOW)
                        .succeeds()
                        .data();
        s.close();
        return ProtocolInfo.ofBytes(info).ProtocolChain().ChainLen();
    }

    @AfterSuite
    static void remove() {
        if (catalog != null) {
            catalog.close();
        }
        if (options != null) {
            options.close();
        }
        PROPERTIES.keySet().forEach(System::clearProperty);
    }
}
