package dev.baton.testkit.conformance;

import static dev.baton.testkit.Here.HERE;
import static dev.baton.winsock.Constants.AF_INET;
import static dev.baton.winsock.Constants.INVALID_SOCKET;
import static dev.baton.winsock.Constants.SIZEOF_WSAPROTOCOL_INFOA;
import static dev.baton.winsock.Constants.SIZEOF_WSAPROTOCOL_INFOW;
import static dev.baton.winsock.Constants.SOCK_DGRAM;
import static dev.baton.winsock.Constants.WSAEACCES;
import static dev.baton.winsock.Constants.WSAEAFNOSUPPORT;
import static dev.baton.winsock.Constants.WSAEINVAL;
import static dev.baton.winsock.Constants.WSAEPROTONOSUPPORT;
import static dev.baton.winsock.Constants.WSAEPROTOTYPE;
import static dev.baton.winsock.Constants.WSAESOCKTNOSUPPORT;
import static dev.baton.winsock.struct.ProtocolInfoLayout.OFFSET_dwCatalogEntryId;
import static dev.baton.winsock.struct.ProtocolInfoLayout.OFFSET_dwProviderReserved;
import static dev.baton.winsock.struct.ProtocolInfoLayout.OFFSET_iAddressFamily;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Background;
import dev.baton.testkit.DescriptorSnapshot;
import dev.baton.testkit.Holder;
import dev.baton.testkit.NoLeaks;
import dev.baton.testkit.Seeds;
import dev.baton.testkit.Sockets;
import dev.baton.winsock.Winsock;
import dev.baton.winsock.struct.ErrorNames;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.ProtocolInfo;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Structures that nobody made, and crowds that want the same one. */
@ConformanceTests
final class HostileStructureConformance {
    private static final int STRUCTURES = 120_000;
    private static final int THREADS = 1000;
    private static final Set<Integer> DOCUMENTED =
            Set.of(
                    WSAEINVAL,
                    WSAEAFNOSUPPORT,
                    WSAESOCKTNOSUPPORT,
                    WSAEPROTONOSUPPORT,
                    WSAEPROTOTYPE,
                    WSAEACCES);

    @Test
    @DisplayName("A078 120 000 random and damaged structures: documented errors, nothing used up")
    void refusesRandomStructures() {
        Sockets.Pair pair = Sockets.tcp();
        byte[] good = pair.server().duplicateFor(HERE);
        List<Integer> ids =
                Catalog.entries().stream()
                        .map(ProtocolInfo::dwCatalogEntryId)
                        .collect(Collectors.toCollection(ArrayList::new));
        DescriptorSnapshot before =
                DescriptorSnapshot.isAvailable() ? DescriptorSnapshot.ofSelf() : null;
        Seeds.run(random -> {
            for (int i = 0; i < STRUCTURES; i++) {
                refuses(structure(random, good, ids), random);
            }
        });
        if (before != null) {
            before.awaitEqual(Duration.ofSeconds(5), NoLeaks.RELEVANT);
        }
        HERE.open(good).send("untouched").succeeds();
        assertThat(pair.client().text(9)).isEqualTo("untouched");
    }

    /** Random bytes, ever closer to a structure that could be true. */
    private static byte[] structure(Random random, byte[] good, List<Integer> ids) {
        boolean wide = random.nextBoolean();
        var bytes = new byte[wide ? SIZEOF_WSAPROTOCOL_INFOW : SIZEOF_WSAPROTOCOL_INFOA];
        MemorySegment memory = MemorySegment.ofArray(bytes);
        int kind = random.nextInt(4);
        if (kind == 3) {
            byte[] source = wide ? good : ProtocolInfo.ofBytes(good).toBytesA();
            System.arraycopy(source, 0, bytes, 0, bytes.length);
        } else {
            random.nextBytes(bytes);
        }
        if (kind >= 1) {
            Memory.int32(memory, OFFSET_dwCatalogEntryId, ids.get(random.nextInt(ids.size())));
        }
        if (kind >= 2) {
            Memory.int32(memory, OFFSET_iAddressFamily, AF_INET);
        }
        if (kind == 3) {
            bytes[random.nextInt(OFFSET_dwProviderReserved)] = (byte) random.nextInt();
        }
        int truth = ProtocolInfo.ofBytes(good).dwProviderReserved();
        int handle = Memory.int32(memory, OFFSET_dwProviderReserved);
        while (handle == truth || handle == 0) {
            handle = random.nextBoolean() ? random.nextInt() : truth + random.nextInt(64) - 32;
        }
        Memory.int32(memory, OFFSET_dwProviderReserved, handle);
        return bytes;
    }

    private static void refuses(byte[] bytes, Random random) {
        int any = random.nextBoolean() ? 0 : -1;
        MemorySegment info = MemorySegment.ofArray(bytes);
        long s =
                bytes.length == SIZEOF_WSAPROTOCOL_INFOW
                        ? Winsock.WSASocketW(any, any, any, info, 0, 1)
                        : Winsock.WSASocketA(any, any, any, info, 0, 1);
        if (s != INVALID_SOCKET || !DOCUMENTED.contains(Winsock.WSAGetLastError())) {
            throw new AssertionError(
                    "returned "
                            + s
                            + ", last error "
                            + ErrorNames.name(Winsock.WSAGetLastError())
                            + " for "
                            + HexFormat.of().formatHex(bytes, 0, 116));
        }
    }

    @Test
    @DisplayName("A076 a thousand threads race to open one structure: one wins")
    void opensOnceInARace() {
        Sockets.Pair pair = Sockets.tcp();
        byte[] info = pair.server().duplicateFor(HERE);
        pair.server().close();
        List<Holder> winners = race(info);
        assertThat(winners).hasSize(1);
        pair.client().send("to the winner").succeeds();
        assertThat(winners.getFirst().text(13)).isEqualTo("to the winner");
        winners.getFirst().close();
        pair.client().receivesEnd();
    }

    @Test
    @DisplayName("A076 and so again and again, with a crowd that is always there")
    void opensOnceInEachOfManyRaces() {
        Holder s = Sockets.bound(AF_INET, SOCK_DGRAM);
        for (int i = 0; i < 5; i++) {
            assertThat(race(s.duplicateFor(HERE))).hasSize(1);
        }
    }

    private static List<Holder> race(byte[] info) {
        CountDownLatch start = new CountDownLatch(1);
        List<Background<List<Holder>>> racers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            byte[] copy = info.clone();
            racers.add(
                    Background.call(() -> {
                        start.await();
                        long s = Winsock.WSASocketW(-1, -1, -1, MemorySegment.ofArray(copy), 0, 1);
                        if (s == INVALID_SOCKET) {
                            Sockets.checkFails(WSAEINVAL, s);
                            return List.of();
                        }
                        return List.of(HERE.holder(s));
                    }));
        }
        start.countDown();
        List<Holder> winners = new ArrayList<>();
        racers.forEach(racer -> winners.addAll(racer.await()));
        return winners;
    }
}
