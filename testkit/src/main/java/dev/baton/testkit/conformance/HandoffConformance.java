package dev.baton.testkit.conformance;

import static dev.baton.testkit.Here.HERE;
import static dev.baton.winsock.Constants.AF_INET;
import static dev.baton.winsock.Constants.SIZEOF_WSAPROTOCOL_INFOW;
import static dev.baton.winsock.Constants.SOCK_STREAM;
import static dev.baton.winsock.Constants.WSAEWOULDBLOCK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Holder;
import dev.baton.testkit.Peer;
import dev.baton.testkit.Sockets;
import dev.baton.winsock.SharedSockets;
import dev.baton.winsock.struct.Memory;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 6.18: hand-overs from end to end. */
@ConformanceTests
final class HandoffConformance {
    private static final int MANY = 300;

    private static void undisturbed(Holder client) {
        client.nonblocking(true);
        client.receive(1).failsWith(WSAEWOULDBLOCK);
        client.nonblocking(false);
    }

    private static void converse(Holder client, Holder server) {
        client.send("question").succeeds();
        assertThat(server.text(8)).isEqualTo("question");
        server.send("answer").succeeds();
        assertThat(client.text(6)).isEqualTo("answer");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisplayName("A270 A271 steps 1 to 10 of the seeds; the source closes at 9, or already at 6")
    void playsTheScenarioOfTheSeeds(boolean closesEarly, Peer source, Peer target) {
        Holder partner = Sockets.listener(AF_INET);
        // 1 The source makes a socket and connects it. 2-3 It asks the target's process id.
        Holder s = source.socket(AF_INET, SOCK_STREAM);
        s.connect(partner.name()).succeeds();
        Holder client = partner.accept();
        converse(client, s);
        // 4-5 It duplicates the socket and passes the structure on.
        byte[] info = s.duplicateFor(target);
        if (closesEarly) {
            s.close();
        }
        undisturbed(client);
        // 6-7 The target opens the structure. 8 It exchanges data.
        Holder d = target.open(info);
        converse(client, d);
        // 9 The source closes. 10 The target goes on, then closes.
        if (!closesEarly) {
            converse(client, s);
            s.close();
        }
        undisturbed(client);
        converse(client, d);
        d.close();
        client.receivesEnd();
    }

    @Test
    @DisplayName("A272 the parent accepts, the child talks: the end comes when the child closes")
    void letsTheChildTalk(Peer child) {
        Sockets.Pair pair = Sockets.tcp();
        Holder there = pair.server().shareWith(child);
        pair.server().close();
        converse(pair.client(), there);
        undisturbed(pair.client());
        there.send("bye").succeeds();
        there.close();
        assertThat(pair.client().text(3)).isEqualTo("bye");
        pair.client().receivesEnd();
    }

    @Test
    @DisplayName("A273 parent and child accept from one queue")
    void acceptsFromOneQueue(Peer child) {
        Holder listener = Sockets.listener(AF_INET);
        Holder there = listener.shareWith(child);
        for (int i = 0; i < 6; i++) {
            Holder client = Sockets.socket(AF_INET, SOCK_STREAM);
            client.connect(listener.name()).succeeds();
            Holder accepted = (i % 2 == 0 ? there : listener).accept();
            assertThat(accepted.peerName()).isEqualTo(client.name());
            converse(client, accepted);
        }
    }

    /** The structures of many connections, whose only descriptors here are closed. */
    private static List<byte[]> handOverMany(Peer target, List<Holder> clients) {
        Holder listener = Sockets.listener(AF_INET);
        List<byte[]> infos = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            Sockets.Pair pair = Sockets.connect(listener);
            clients.add(pair.client());
            infos.add(pair.server().duplicateFor(target));
            pair.server().close();
        }
        return infos;
    }

    @Test
    @DisplayName("A274 many structures one after the other: each is its own socket, in order")
    void keepsManyStructuresApart(Peer target) {
        List<Holder> clients = new ArrayList<>();
        List<byte[]> infos = handOverMany(target, clients);
        List<Holder> opened = infos.stream().map(target::open).toList();
        for (int i = 0; i < MANY; i++) {
            opened.get(i).send("number " + 1000 + i).succeeds();
            assertThat(clients.get(i).text(("number " + 1000 + i).length()))
                    .isEqualTo("number " + 1000 + i);
        }
    }

    @Test
    @DisplayName("A274 they open in any order")
    void opensInAnyOrder(Peer target) {
        List<Holder> clients = new ArrayList<>();
        List<byte[]> infos = handOverMany(target, clients);
        for (int i = MANY - 1; i >= 0; i--) {
            target.open(infos.get(i)).send("x").succeeds();
            assertThat(clients.get(i).text(1)).isEqualTo("x");
        }
    }

    @Test
    @DisplayName("A274 many sockets in one call: all arrive, in order")
    void movesManySocketsInOneCall(Peer target) {
        Holder listener = Sockets.listener(AF_INET);
        List<Holder> clients = new ArrayList<>();
        MemorySegment servers = MemorySegment.ofArray(new byte[8 * MANY]);
        for (int i = 0; i < MANY; i++) {
            Sockets.Pair pair = Sockets.connect(listener);
            clients.add(pair.client());
            Memory.int64(servers, 8L * i, pair.server().s());
        }
        MemorySegment infos = MemorySegment.ofArray(new byte[MANY * SIZEOF_WSAPROTOCOL_INFOW]);
        Sockets.check(SharedSockets.duplicate(servers, MANY, (int) target.pid(), infos));
        for (int i = 0; i < MANY; i++) {
            HERE.holder(Memory.int64(servers, 8L * i)).close();
        }
        for (int i = 0; i < MANY; i++) {
            byte[] info =
                    Memory.bytes(
                            infos, (long) i * SIZEOF_WSAPROTOCOL_INFOW, SIZEOF_WSAPROTOCOL_INFOW);
            target.open(info).send("x").succeeds();
            assertThat(clients.get(i).text(1)).isEqualTo("x");
        }
    }

    @Test
    @DisplayName("A275 a process hands a socket to itself over a loopback connection")
    void handsOverToItself() {
        Sockets.Pair pipe = Sockets.tcp();
        Sockets.Pair pair = Sockets.tcp();
        byte[] info = pair.server().duplicateFor(HERE);
        byte[] frame = ByteBuffer.allocate(4 + info.length).putInt(info.length).put(info).array();
        pipe.client().send(new String(frame, StandardCharsets.ISO_8859_1)).succeeds();
        pair.server().close();
        byte[] received = pipe.server().text(4 + info.length).getBytes(StandardCharsets.ISO_8859_1);
        assertThat(received).hasSize(632);
        var in = ByteBuffer.wrap(received);
        var structure = new byte[in.getInt()];
        in.get(structure);
        converse(pair.client(), HERE.open(structure));
    }

    @Test
    @DisplayName("A276 A to B to C, where A and B close: C owns the live connection")
    void passesFromProcessToProcess(Peer b, Peer c) {
        Sockets.Pair pair = Sockets.tcp();
        Holder inB = pair.server().shareWith(b);
        pair.server().close();
        converse(pair.client(), inB);
        byte[] info = inB.duplicateFor(c);
        b.exit();
        undisturbed(pair.client());
        Holder inC = c.open(info);
        converse(pair.client(), inC);
        Holder back = inC.shareWith(HERE);
        inC.close();
        converse(pair.client(), back);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A277 all holders may write and read; nothing is lost or damaged")
    void letsAllHoldersReadAndWrite(Through through, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder s = pair.server();
        Holder d = through.other(s, peer);
        var expected = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            String text = "<" + i + ">";
            (i % 3 == 0 ? s : d).send(text).succeeds();
            expected.append(text);
        }
        assertThat(pair.client().text(expected.length())).isEqualTo(expected.toString());
        pair.client().send(expected.toString()).succeeds();
        var received = new StringBuilder();
        while (received.length() < expected.length()) {
            Holder reader = received.length() % 2 == 0 ? s : d;
            received.append(reader.text(Math.min(7, expected.length() - received.length())));
        }
        assertThat(received.toString()).isEqualTo(expected.toString());
    }
}
