package dev.baton.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.it.Client.OwnConversation;
import dev.baton.testkit.DescriptorSnapshot;
import dev.baton.testkit.Eventually;
import dev.baton.testkit.Seeds;
import dev.baton.testkit.Sockets;
import dev.baton.winsock.struct.Memory;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a process of the same user can send to an inbox besides deliveries: it costs its connection,
 * and nothing else.
 */
@ExtendWith(WinsockHere.class)
@NullUnmarked // JUnit fills the fields.
final class HostileMessageFaultTest {
    private static final int KIND = Attacker.HEADER + 4;
    private static final int COOKIE = Attacker.HEADER + 8;

    private static Worker target;
    private DescriptorSnapshot before;

    @BeforeAll
    static void startTarget() {
        target = Worker.start(Worker.BRIEFLY_UNCLAIMED);
        target.warmUp();
    }

    @AfterAll
    static void endTarget() {
        target.close();
    }

    @BeforeEach
    void look() {
        before = target.descriptors();
    }

    /** The target serves others as before, and has no descriptor more. */
    @AfterEach
    void serves() {
        target.comesBackTo(before);
        try (OwnConversation conversation = Client.withThisProcess()) {
            byte[] info = conversation.socket().tryDuplicate(target.pid()).succeeds().data();
            long s = target.open(info).succeeds().result();
            conversation.client().talksWith(target, s);
            target.closeSocket(s);
            conversation.socket().close();
            conversation.client().hearsEnd();
        }
        Sockets.cleanupAll();
        target.comesBackTo(before);
    }

    /** Says one thing over a connection. */
    interface Attack {
        void make(Attacker attacker, int connection);
    }

    static Stream<Named<Attack>> attacks() {
        return Stream.of(
                Named.of("garbage", (a, c) -> a.send(c, bytes(200, 7), a.tcp())),
                Named.of("garbage without a socket", (a, c) -> a.send(c, bytes(31, 7))),
                Named.of("one byte", (a, c) -> a.send(c, bytes(1, 'B'), a.tcp(), a.udp())),
                Named.of("nothing with a socket", (a, c) -> a.send(c, bytes(0, 0), a.tcp())),
                Named.of("nothing", (a, c) -> a.send(c, bytes(0, 0))),
                Named.of("wrong magic", (a, c) -> altered(a, c, 0, 0x324E5442)),
                Named.of("wrong version", (a, c) -> altered(a, c, 4, 2 | Attacker.RECORD << 16)),
                Named.of("wrong size of a record", (a, c) -> altered(a, c, 4, 1 | 64 << 16)),
                Named.of("wrong length", (a, c) -> altered(a, c, 8, 81)),
                Named.of("negative length", (a, c) -> altered(a, c, 8, -80)),
                Named.of("no sockets", (a, c) -> altered(a, c, 12, 0)),
                Named.of("minus one sockets", (a, c) -> altered(a, c, 12, -1)),
                Named.of("two sockets", (a, c) -> altered(a, c, 12, 2)),
                Named.of("254 sockets", (a, c) -> altered(a, c, 12, 254)),
                Named.of("for another process", (a, c) -> altered(a, c, 16, 1)),
                Named.of("wrong family", (a, c) -> altered(a, c, KIND, Attacker.kind(10, 1, 6))),
                Named.of("wrong type", (a, c) -> altered(a, c, KIND, Attacker.kind(2, 2, 6))),
                Named.of("wrong protocol", (a, c) -> altered(a, c, KIND, Attacker.kind(2, 1, 17))),
                Named.of("wrong cookie", (a, c) -> altered(a, c, COOKIE, 1)),
                Named.of("no descriptor", (a, c) -> a.send(c, a.honest(a.tcp()))),
                Named.of(
                        "one descriptor too many",
                        (a, c) -> a.send(c, a.honest(a.tcp()), a.tcp(), a.tcp())),
                Named.of("no socket", (a, c) -> a.send(c, a.honest(a.tcp()), a.noSocket())),
                Named.of("a UDP socket", (a, c) -> a.send(c, a.honest(a.tcp()), a.udp())),
                Named.of("another socket", (a, c) -> a.send(c, a.honest(a.tcp()), a.tcp())),
                Named.of(
                        "the last of 253 is no socket",
                        (a, c) -> {
                            int[] descriptors = many(a, 253);
                            MemorySegment data = a.honest(descriptors);
                            descriptors[252] = a.noSocket();
                            a.send(c, data, descriptors);
                        }),
                Named.of(
                        "253 sockets with garbage",
                        (a, c) -> a.send(c, bytes(500, 3), many(a, 253))),
                Named.of(
                        "longer than any delivery",
                        (a, c) -> a.send(c, bytes(100_000, 1), many(a, 253))));
    }

    /** What the attacks are made of is good but for what they change. */
    @Test
    void takesWhatIsHonest() {
        try (Attacker attacker = new Attacker(target)) {
            int[] descriptors = many(attacker, 253);
            attacker.send(attacker.connect(), attacker.honest(descriptors), descriptors);
            int more = Worker.count(before) + 1 + descriptors.length;
            Eventually.await(Worker.LIMIT, () -> Worker.count(target.descriptors()) == more);
        }
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void costsTheConnection(Attack attack) {
        try (Attacker attacker = new Attacker(target)) {
            int honest = attacker.connect();
            int connection = attacker.connect();
            attack.make(attacker, connection);
            attacker.awaitRefusal(connection);
            attacker.close(honest);
            assertThat(target.jvm().isAlive()).isTrue();
        }
    }

    @Test
    void forgetsACallThatNeverEnds() {
        try (Attacker attacker = new Attacker(target)) {
            int connection = attacker.connect();
            int[] descriptors = {attacker.tcp(), attacker.tcp()};
            MemorySegment data = attacker.honest(descriptors);
            Memory.int32(data, 20, 5);
            for (int i = 0; i < 3; i++) {
                attacker.send(connection, data, descriptors);
            }
            int more = Worker.count(before) + 1 + 3 * descriptors.length;
            Eventually.await(Worker.LIMIT, () -> Worker.count(target.descriptors()) == more);
            attacker.close(connection);
        }
    }

    @Test
    void survivesTwentyThousandRandomMessages() {
        Seeds.run(random -> {
            try (Attacker attacker = new Attacker(target)) {
                int[] pool = many(attacker, 253);
                pool[17] = attacker.noSocket();
                pool[99] = attacker.udp();
                for (int i = 0; i < 20_000; i++) {
                    attack(attacker, pool, random);
                }
                assertThat(target.jvm().isAlive()).isTrue();
            }
        });
    }

    private static void attack(Attacker attacker, int[] pool, Random random) {
        int most = random.nextInt(16) == 0 ? 253 : 3;
        int[] descriptors =
                random.ints(random.nextInt(most + 1), 0, pool.length).map(i -> pool[i]).toArray();
        int connection = attacker.connect();
        attacker.send(
                connection,
                random.nextBoolean() ? randomBytes(random) : mutated(attacker, descriptors, random),
                descriptors);
        attacker.close(connection);
    }

    private static int[] many(Attacker attacker, int count) {
        return IntStream.range(0, count).map(i -> attacker.tcp()).toArray();
    }

    private static MemorySegment bytes(int length, int value) {
        return MemorySegment.ofArray(new byte[length]).fill((byte) value);
    }

    private static MemorySegment randomBytes(Random random) {
        var bytes = new byte[random.nextInt(random.nextInt(64) == 0 ? 20_000 : 200)];
        random.nextBytes(bytes);
        return MemorySegment.ofArray(bytes);
    }

    private static MemorySegment mutated(Attacker attacker, int[] descriptors, Random random) {
        MemorySegment data = attacker.honest(descriptors);
        for (int changes = random.nextInt(4); changes > 0; changes--) {
            long at = random.nextInt((int) data.byteSize());
            int value = random.nextBoolean() ? random.nextInt() : 1 << random.nextInt(8);
            data.set(ValueLayout.JAVA_BYTE, at, (byte) value);
        }
        return data;
    }

    private static void altered(Attacker attacker, int connection, int offset, int value) {
        int fd = attacker.tcp();
        MemorySegment data = attacker.honest(fd);
        Memory.int32(data, offset, value);
        attacker.send(connection, data, fd);
    }
}
