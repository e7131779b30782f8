package dev.baton.winsock.internal;

import static dev.baton.winsock.Constants.AF_INET;
import static dev.baton.winsock.Constants.AF_INET6;
import static dev.baton.winsock.Constants.AF_IRDA;
import static dev.baton.winsock.Constants.IPPROTO_TCP;
import static dev.baton.winsock.Constants.IPPROTO_UDP;
import static dev.baton.winsock.Constants.SOCK_DGRAM;
import static dev.baton.winsock.Constants.SOCK_SEQPACKET;
import static dev.baton.winsock.Constants.SOCK_STREAM;

import dev.baton.winsock.Constants;
import dev.baton.winsock.spi.ProcTable;
import dev.baton.winsock.spi.ProviderFactory;
import dev.baton.winsock.spi.UpcallTable;
import dev.baton.winsock.struct.Guid;
import dev.baton.winsock.struct.ProtocolChain;
import dev.baton.winsock.struct.ProtocolInfo;
import dev.baton.winsock.struct.ProtocolInfoLayout;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** The catalog of these tests, and the factories by which ServiceLoader finds it. */
public final class FakeProviders {
    static final int LAYER_TCP = 2501;
    static final int LAYER_IRDA = 2502;
    static final int CHAIN = 2503;
    static final int IFS_TCP = 2001;
    static final int IFS_UDP = 2002;
    static final int PLAIN_TCP = 2101;
    static final int PLAIN_UDP = 2102;
    static final int EMPTY_TABLE_TCP = 2201;
    static final int WRONG_VERSION_TCP = 2301;
    static final int FAILING_TCP = 2401;

    /** A protocol that only the layered entry of LAYER_IRDA names. */
    static final int PROTOCOL_OF_LAYER = 200;

    private static final int IFS_HANDLES = Constants.XP1_IFS_HANDLES;

    // First in the catalog: a layered entry must be passed over, wherever it stands.
    static final FakeProvider LAYER =
            new FakeProvider(
                    List.of(
                            layered(tcp(LAYER_TCP, AF_INET, IFS_HANDLES)),
                            layered(
                                    entry(
                                            LAYER_IRDA,
                                            IFS_HANDLES,
                                            ProtocolChain.BASE,
                                            AF_IRDA,
                                            SOCK_SEQPACKET,
                                            PROTOCOL_OF_LAYER)),
                            entry(
                                    CHAIN,
                                    IFS_HANDLES,
                                    ProtocolChain.of(LAYER_TCP, IFS_TCP),
                                    AF_INET6,
                                    SOCK_DGRAM,
                                    IPPROTO_UDP)));
    static final FakeProvider IFS =
            new FakeProvider(
                    List.of(tcp(IFS_TCP, AF_INET, IFS_HANDLES), udp(IFS_UDP, IFS_HANDLES)));
    static final FakeProvider PLAIN =
            new FakeProvider(List.of(tcp(PLAIN_TCP, AF_INET, 0), udp(PLAIN_UDP, 0)));
    static final FakeProvider EMPTY_TABLE =
            new FakeProvider(List.of(tcp(EMPTY_TABLE_TCP, AF_INET6, IFS_HANDLES)));
    static final FakeProvider WRONG_VERSION =
            new FakeProvider(List.of(tcp(WRONG_VERSION_TCP, AF_INET6, IFS_HANDLES)));
    static final FakeProvider FAILING =
            new FakeProvider(List.of(tcp(FAILING_TCP, AF_INET6, IFS_HANDLES)));
    static final List<FakeProvider> ALL =
            List.of(LAYER, IFS, PLAIN, EMPTY_TABLE, WRONG_VERSION, FAILING);

    private FakeProviders() {}

    static void reset() {
        ALL.forEach(FakeProvider::reset);
        EMPTY_TABLE.starts(0, 0x0202, false);
        WRONG_VERSION.starts(0, 0x0201, true);
        FAILING.starts(Constants.WSAEPROCLIM, 0x0202, true);
    }

    /** The structure of an entry, in memory as an application has it. */
    static MemorySegment infoW(int id) {
        return MemorySegment.ofArray(info(id).toBytesW());
    }

    static ProtocolInfo info(int id) {
        return ALL.stream()
                .flatMap(provider -> provider.catalog().stream())
                .filter(info -> info.dwCatalogEntryId() == id)
                .findFirst()
                .orElseThrow();
    }

    private static ProtocolInfo tcp(int id, int af, int serviceFlags) {
        return entry(id, serviceFlags, ProtocolChain.BASE, af, SOCK_STREAM, IPPROTO_TCP);
    }

    private static ProtocolInfo udp(int id, int serviceFlags) {
        return entry(id, serviceFlags, ProtocolChain.BASE, AF_INET, SOCK_DGRAM, IPPROTO_UDP);
    }

    private static ProtocolInfo layered(ProtocolInfo info) {
        return entry(
                info.dwCatalogEntryId(),
                info.dwServiceFlags1(),
                ProtocolChain.LAYERED,
                info.iAddressFamily(),
                info.iSocketType(),
                info.iProtocol());
    }

    private static ProtocolInfo entry(
            int id, int serviceFlags, ProtocolChain chain, int af, int type, int protocol) {
        return new ProtocolInfo(
                serviceFlags,
                0,
                0,
                0,
                Constants.PFL_MATCHES_PROTOCOL_ZERO,
                new Guid(id, (short) 0, (short) 0, 0),
                id,
                chain,
                2,
                af,
                16,
                16,
                type,
                protocol,
                0,
                Constants.BIGENDIAN,
                Constants.SECURITY_PROTOCOL_NONE,
                0,
                0,
                "Fake " + id);
    }

    /** Layered entries and a chain. */
    public static final class Layer extends Factory {
        public Layer() {
            super(LAYER);
        }
    }

    /** A provider whose descriptors are handles of the system. */
    public static final class Ifs extends Factory {
        public Ifs() {
            super(IFS);
        }
    }

    /** A provider that lets Winsock make its descriptors. */
    public static final class Plain extends Factory {
        public Plain() {
            super(PLAIN);
        }
    }

    /** Starts without a procedure table. */
    public static final class EmptyTable extends Factory {
        public EmptyTable() {
            super(EMPTY_TABLE);
        }
    }

    /** Answers version 1.2. */
    public static final class WrongVersion extends Factory {
        public WrongVersion() {
            super(WRONG_VERSION);
        }
    }

    /** Doesn't start. */
    public static final class Failing extends Factory {
        public Failing() {
            super(FAILING);
        }
    }

    abstract static class Factory implements ProviderFactory {
        private final FakeProvider provider;

        Factory(FakeProvider provider) {
            this.provider = provider;
        }

        @Override
        public Guid providerId() {
            return provider.catalog().getFirst().ProviderId();
        }

        @Override
        public List<ProtocolInfo> catalogEntries() {
            return provider.catalog();
        }

        @Override
        public int WSPStartup(
                int wVersionRequested,
                MemorySegment lpWSPData,
                MemorySegment lpProtocolInfo,
                UpcallTable upcalls,
                ProcTable out) {
            ProtocolInfo info = ProtocolInfoLayout.readW(lpProtocolInfo);
            FakeProvider.Start start = new FakeProvider.Start(wVersionRequested, info, upcalls);
            return provider.startup(wVersionRequested, lpWSPData, start, out);
        }
    }
}
