package dev.baton.it.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.baton.channels.Handoff;
import dev.baton.channels.HandoffException;
import dev.baton.channels.HandoffItem;
import dev.baton.channels.HandoffPlace;
import dev.baton.channels.HandoffPoint;
import dev.baton.channels.ReceivedItem;
import dev.baton.ffm.Linux;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who may hand over to whom. */
@Tag("channels")
@NullUnmarked // JUnit fills the fields.
@Timeout(120)
final class HandoffUsersTest {
    private static final int NOBODY = 65534;

    @TempDir private static Path classes;
    @TempDir private Path folder;

    private static OtherProgram nobody;

    @BeforeAll
    static void prepare() {
        assumeThat(Linux.geteuid()).as("only root can be several users").isZero();
        nobody = new OtherProgram(classes, NOBODY);
    }

    private Path shared() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        return folder.resolve("point");
    }

    @Test
    void takesFromAUserWhoIsAllowed() throws Exception {
        Path point = shared();
        try (HandoffPoint here = HandoffPoint.open(HandoffPlace.at(point).allowing(NOBODY));
                Program sender = nobody.start();
                ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            sender.order("to " + point, "to " + point);
            sender.order("sent", "send " + listener.socket().getLocalPort());
            try (SocketChannel peer = listener.accept()) {
                ReceivedItem item = here.take();
                assertThat(item.senderUser()).isEqualTo(NOBODY);
                assertThat(item.senderPid()).isEqualTo(sender.pid());
                try (SocketChannel accepted = item.acceptSocketChannel()) {
                    sender.order("done", "result 0");
                    Line.talks(peer, accepted);
                }
            }
        }
    }

    @Test
    void refusesAUserWhoIsNotAllowed() throws Exception {
        Path point = shared();
        // Allowing somebody else opens the folder; the connection is then refused by itself.
        try (HandoffPoint here = HandoffPoint.open(HandoffPlace.at(point).allowing(NOBODY - 1));
                Program sender = nobody.start();
                ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            sender.order("to " + point, "to " + point);
            sender.order("sent", "send " + listener.socket().getLocalPort());
            assertThat(sender.ask("result 0"))
                    .startsWith("NOT_PERMITTED")
                    .contains("user 65534 may not hand over here");
            assertThat(here.poll(Duration.ZERO)).isEmpty();
        }
    }

    @Test
    void keepsTheFolderFromOthersUnlessSomebodyIsAllowed() throws Exception {
        Path point = shared();
        try (HandoffPoint here = HandoffPoint.open(HandoffPlace.at(point));
                Program sender = nobody.start();
                ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            sender.order("to " + point, "to " + point);
            sender.order("sent", "send " + listener.socket().getLocalPort());
            assertThat(sender.ask("result 0")).startsWith("FOLDER").contains("" + point);
            assertThat(here.place().folder()).isEqualTo(point);
        }
    }

    @Test
    void handsOverToAUserWhoIsAllowedOnly() throws Exception {
        Path point = Files.createDirectory(shared());
        Files.setAttribute(point, "unix:uid", NOBODY);
        try (Program receiver = nobody.start();
                Line line = Line.open()) {
            receiver.order("opened", "open " + point);
            HandoffItem item = HandoffItem.of(line.served());
            try (Handoff handoff = Handoff.to(HandoffPlace.at(point))) {
                assertThatThrownBy(() -> handoff.send(item))
                        .isInstanceOf(HandoffException.class)
                        .hasMessageContaining("belongs to user 65534");
                line.isHere();
            }
            try (Handoff handoff = Handoff.to(HandoffPlace.at(point).allowing(NOBODY))) {
                CompletableFuture<Void> sent = handoff.sendAsync(item).toCompletableFuture();
                receiver.ask("take");
                receiver.order("accepted", "accept 0");
                sent.get();
                line.isWith(receiver, 0);
            }
        }
    }
}
