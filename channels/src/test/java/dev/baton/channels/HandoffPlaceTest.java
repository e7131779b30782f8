package dev.baton.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.baton.channels.HandoffException.Reason;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where receivers have their sockets. */
@DisplayName("A place is a folder that only its owner can write to")
class HandoffPlaceTest {
    @TempDir private Path folder;

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static void fails(ThrowingCallable call, Reason reason, String text) {
        assertThatThrownBy(call)
                .hasMessageContaining(text)
                .asInstanceOf(InstanceOfAssertFactories.type(HandoffException.class))
                .extracting(HandoffException::reason)
                .isEqualTo(reason);
    }

    @Test
    @DisplayName("made for the user alone, with a socket for each receiver, which it removes")
    void made() throws IOException {
        Path point = folder.resolve("point");
        String pid = Long.toString(ProcessHandle.current().pid());
        try (HandoffPoint one = HandoffPoint.open(HandoffPlace.at(point))) {
            assertThat(mode(point)).isEqualTo("rwx------");
            try (HandoffPoint two = HandoffPoint.open(one.place())) {
                assertThat(names(point)).containsExactly(pid, pid + "-1");
                assertThat(two.place()).isEqualTo(one.place());
            }
            assertThat(names(point)).containsExactly(pid);
        }
        assertThat(names(point)).isEmpty();
    }

    @Test
    @DisplayName("made for all to reach if other users are allowed")
    void open() throws IOException {
        HandoffPlace place = HandoffPlace.at(folder.resolve("point")).allowing(7, 8).allowing(9);
        assertThat(place.users()).containsExactly(7, 8, 9);
        try (HandoffPoint point = HandoffPoint.open(place)) {
            Path socket = point.place().folder().resolve("" + ProcessHandle.current().pid());
            assertThat(mode(place.folder())).isEqualTo("rwxr-xr-x");
            assertThat(mode(socket)).isEqualTo("rw-rw-rw-");
        }
    }

    @Test
    @DisplayName("refused if others may write to it, if it is another's, or a link")
    void untrusted() throws IOException {
        Path point = Files.createDirectory(folder.resolve("point"));
        Files.setPosixFilePermissions(point, PosixFilePermissions.fromString("rwxrwx---"));
        HandoffPlace place = HandoffPlace.at(point);
        fails(() -> HandoffPoint.open(place), Reason.NOT_PERMITTED, "chmod go-w");
        try (Handoff handoff = Handoff.to(place)) {
            fails(handoff::receivers, Reason.NOT_PERMITTED, "chmod go-w");
            fails(
                    () -> handoff.send(HandoffItem.of(ServerSocketChannel.open().bind(null))),
                    Reason.NOT_PERMITTED,
                    "others than its owner may write to it (mode 770)");
        }
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder);
        fails(
                () -> HandoffPoint.open(HandoffPlace.at(link)),
                Reason.NOT_PERMITTED,
                "symbolic link");
        fails(
                () -> HandoffPoint.open(HandoffPlace.at(folder.resolve("no/point"))),
                Reason.FOLDER,
                "the folder above it");
    }

    @Test
    @DisplayName("refused if it belongs to another user, unless that one is allowed")
    void ofAnother() throws IOException {
        assumeThat(Files.getAttribute(folder, "unix:uid")).isEqualTo(0);
        Path point = Files.createDirectory(folder.resolve("point"));
        Files.setAttribute(point, "unix:uid", 4711);
        Files.setPosixFilePermissions(point, PosixFilePermissions.fromString("rwx------"));
        HandoffPlace place = HandoffPlace.at(point);
        fails(() -> HandoffPoint.open(place), Reason.NOT_PERMITTED, "belongs to user 4711");
        HandoffPoint.open(place.allowing(4711)).close();
    }

    @Test
    @DisplayName("cleared of the sockets of processes that have ended")
    void stale() throws Exception {
        Path point = Files.createDirectory(folder.resolve("point"));
        Files.setPosixFilePermissions(point, PosixFilePermissions.fromString("rwx------"));
        Path dead = point.resolve("4000000");
        Path own = point.resolve(Long.toString(ProcessHandle.current().pid()));
        for (Path path : List.of(dead, own)) {
            ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                    .bind(UnixDomainSocketAddress.of(path))
                    .close();
        }
        Files.createFile(point.resolve("notes"));
        try (Handoff handoff = Handoff.to(HandoffPlace.at(point))) {
            assertThat(handoff.receivers()).isEmpty();
            try (HandoffPoint opened = HandoffPoint.open(HandoffPlace.at(point))) {
                assertThat(names(point)).containsExactlyInAnyOrder(own.getFileName() + "", "notes");
                assertThat(handoff.receivers()).hasSize(1);
                assertThat(opened.poll(Duration.ZERO)).isEmpty();
            }
        }
    }

    @Test
    @DisplayName("found by name in a folder of the user's own")
    void named() throws IOException {
        String name = "baton-test." + ProcessHandle.current().pid();
        HandoffPlace place = HandoffPlace.named(name);
        assertThat(place.folder().endsWith(Path.of("points", name))).isTrue();
        try (HandoffPoint point = HandoffPoint.open(name)) {
            assertThat(point.place()).isEqualTo(place);
            assertThat(mode(place.folder())).isEqualTo("rwx------");
        } finally {
            Files.deleteIfExists(place.folder());
        }
    }

    @Test
    @DisplayName("named within what a socket's name may be")
    void names() {
        for (String name : List.of("", "a/b", "..", ".", "ä", "a".repeat(65))) {
            assertThatThrownBy(() -> HandoffPlace.named(name))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> HandoffPlace.at(folder.resolve("x".repeat(100))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("shorter path");
    }
}
