package dev.baton.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.it.Client.Conversation;
import dev.baton.testkit.DescriptorSnapshot;
import dev.baton.winsock.Constants;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may deliver to whom. */
@NullUnmarked // JUnit fills the fields.
final class UsersFaultTest {
    private static final int SOMEBODY = 65533;
    private static final int NOBODY = 65534;

    @TempDir private static Path folder;

    private static Worker root;
    private static Worker nobody;
    private static OtherUser users;

    @BeforeAll
    static void start() {
        OwnMemory.assumePossible();
        users = new OtherUser(folder);
        root = Worker.start(OwnMemory.empty("128m"));
        nobody = users.start(NOBODY, root);
        nobody.warmUp();
    }

    @AfterAll
    static void end() {
        if (nobody != null) {
            nobody.close();
        }
        if (root != null) {
            root.close();
        }
    }

    @Test
    void letsAPrivilegedProcessDeliverToAnUnprivilegedOne() {
        DescriptorSnapshot before = nobody.descriptors();
        try (Worker source = Worker.start(OwnMemory.of(root));
                Conversation conversation = Client.with(source)) {
            byte[] info = source.duplicateFor(nobody, conversation.s());
            source.kill();
            long s = nobody.open(info).succeeds().result();
            conversation.client().talksWith(nobody, s);
            nobody.open(info).failsWith(Constants.WSAEINVAL);
            nobody.closeSocket(s);
            conversation.client().hearsEnd();
        }
        nobody.comesBackTo(before);
    }

    @Test
    void letsProcessesOfOneUserDeliverToEachOther() {
        try (Worker source = users.start(NOBODY, root);
                Conversation conversation = Client.with(source)) {
            byte[] info = source.duplicateFor(nobody, conversation.s());
            source.kill();
            long s = nobody.open(info).succeeds().result();
            conversation.client().talksWith(nobody, s);
            nobody.closeSocket(s);
        }
    }

    @Test
    void refusesToDeliverToAnotherUser() {
        DescriptorSnapshot before = root.descriptors();
        try (Worker somebody = users.start(SOMEBODY, root);
                Conversation conversation = Client.with(somebody)) {
            for (Worker target : new Worker[] {root, nobody}) {
                DescriptorSnapshot targets = target.descriptors();
                somebody.duplicate(conversation.s(), target.pid()).failsWith(Constants.WSAEACCES);
                target.comesBackTo(targets);
            }
            conversation.client().talksWith(somebody, conversation.s());
        }
        root.comesBackTo(before);
    }

    @Test
    void refusesToDeliverAChannelToAnotherUser() throws IOException {
        DescriptorSnapshot before = root.descriptors();
        try (Worker somebody = users.start(SOMEBODY, root);
                ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            somebody.duplicateChannel(listener.getLocalPort(), root.pid())
                    .failsWith(Constants.WSAEACCES);
            try (Socket peer = listener.accept()) {
                assertThat(peer.getInputStream().readAllBytes()).asString().isEqualTo("still");
            }
            assertThat(somebody.duplicateChannel(listener.getLocalPort(), somebody.pid()).result())
                    .isZero();
        }
        root.comesBackTo(before);
    }

    @Test
    void refusesWhatAnotherUserDelivers() {
        DescriptorSnapshot before = root.descriptors();
        try (SharedTable table = SharedTable.of(root, 0)) {
            assertThat(nobody.knock(table.rowOf(root).address())).isNotNegative();
        }
        root.awaitSaid("user 65534 may not deliver sockets to user 0");
        root.comesBackTo(before);
    }

    @Test
    void keepsTheSharedFileToItsUser() throws IOException {
        for (int uid : new int[] {0, NOBODY}) {
            Path file = SharedTable.pathOf(root, uid);
            assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo(uid);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }
}
