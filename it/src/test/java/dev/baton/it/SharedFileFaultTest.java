package dev.baton.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.it.Client.Conversation;
import dev.baton.winsock.Constants;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The file that processes share: full, damaged, or left behind by the dead. */
final class SharedFileFaultTest {
    private static final int FILE_SIZE = (1 << 16) + SharedTable.SLOTS * SharedTable.SLOT_SIZE;

    @BeforeEach
    void assumePossible() {
        OwnMemory.assumePossible();
    }

    /** Makes a process leave, whose file goes with it, and tells where that was. */
    private static Path leave(Worker worker) throws IOException {
        OwnMemory.folderOf(worker);
        Path file = SharedTable.pathOf(worker, 0);
        worker.cleanup();
        assertThat(file).doesNotExist();
        return file;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100, FILE_SIZE})
    void isRefusedIfItIsNotOne(int size) throws IOException {
        try (Worker before = Worker.start(OwnMemory.empty("64m"));
                Worker worker = Worker.startWithoutWinsock(OwnMemory.of(before))) {
            Path file = leave(before);
            Files.write(file, new byte[size]);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            worker.startup().failsWith(Constants.WSASYSNOTREADY);
            worker.awaitSaid("is damaged or of another version of Baton");
            Files.delete(file);
            worker.startup().succeeds();
        }
    }

    @Test
    void isRefusedIfOthersMayRead() throws IOException {
        try (Worker before = Worker.start(OwnMemory.empty("64m"));
                Worker worker = Worker.startWithoutWinsock(OwnMemory.of(before))) {
            OwnMemory.folderOf(before);
            Path file = SharedTable.pathOf(before, 0);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            worker.startup().failsWith(Constants.WSASYSNOTREADY);
        }
    }

    @Test
    void isNotLookedForBehindALink() throws IOException {
        try (Worker before = Worker.start(OwnMemory.empty("64m"));
                Worker worker = Worker.startWithoutWinsock(OwnMemory.of(before))) {
            Path file = leave(before);
            Path elsewhere = file.resolveSibling("elsewhere");
            Files.write(elsewhere, new byte[FILE_SIZE]);
            Files.createSymbolicLink(file, elsewhere.getFileName());
            worker.startup().succeeds();
            assertThat(Files.readAllBytes(elsewhere)).isEqualTo(new byte[FILE_SIZE]);
        }
    }

    @Test
    void isPassedOverIfItBelongsToAnotherUser() throws IOException {
        try (Worker before = Worker.start(OwnMemory.empty("64m"));
                Worker worker = Worker.startWithoutWinsock(OwnMemory.of(before))) {
            Path file = leave(before);
            Files.write(file, new byte[FILE_SIZE]);
            Files.setAttribute(file, "unix:uid", 65534);
            worker.startup().succeeds();
            try (Worker target = Worker.start(OwnMemory.of(worker));
                    Conversation conversation = Client.with(worker)) {
                byte[] info = worker.duplicateFor(target, conversation.s());
                conversation.client().talksWith(target, target.open(info).succeeds().result());
            }
            assertThat(Files.readAllBytes(file)).isEqualTo(new byte[FILE_SIZE]);
        }
    }

    @Test
    void isRemovedByItsLastUser() throws IOException {
        try (Worker first = Worker.start(OwnMemory.empty("64m"));
                Worker second = Worker.start(OwnMemory.of(first));
                Conversation conversation = Client.with(first)) {
            Path folder = OwnMemory.folderOf(first);
            byte[] info = first.duplicateFor(second, conversation.s());
            first.cleanup();
            assertThat(folder).isNotEmptyDirectory();
            conversation.client().talksWith(second, second.open(info).succeeds().result());
            second.cleanup();
            conversation.client().hearsEnd();
            assertThat(folder).isEmptyDirectory();

            first.startup().succeeds();
            isUsable(first, first);
            first.cleanup();
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void isRemovedByTheNextUserIfTheLastOneWasKilled() throws IOException {
        try (Worker first = Worker.start(OwnMemory.empty("64m"));
                Worker second = Worker.start(OwnMemory.of(first))) {
            Path folder = OwnMemory.folderOf(first);
            first.cleanup();
            second.kill();
            assertThat(folder).isNotEmptyDirectory();
            first.startup().succeeds();
            first.cleanup();
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void isOneForAllWhenProcessesComeAndGo() throws Exception {
        try (Worker first = Worker.start(OwnMemory.empty("64m"));
                Worker second = Worker.start(OwnMemory.of(first))) {
            try (ExecutorService both = Executors.newFixedThreadPool(2)) {
                Future<?> one = both.submit(() -> first.startupAgain(200));
                second.startupAgain(200);
                one.get(60, TimeUnit.SECONDS);
            }
            isUsable(first, second);
            isUsable(second, first);
        }
    }

    @Test
    @DisplayName("A034 WSAENETDOWN if the file is cut off while it is in use; the sockets live on")
    void failsIfItIsCutOff() throws IOException {
        try (Worker source = Worker.start(OwnMemory.empty("64m"));
                Worker target = Worker.start(OwnMemory.of(source));
                Conversation conversation = Client.with(source)) {
            OwnMemory.folderOf(source);
            Files.write(SharedTable.pathOf(source, 0), new byte[0]);
            source.duplicate(conversation.s(), target.pid()).failsWith(Constants.WSAENETDOWN);
            conversation.client().talksWith(source, conversation.s());
            source.cleanup();
            conversation.client().hearsEnd();
            target.cleanup();
        }
    }

    @Test
    void cannotBeMadeWhereThereIsNoRoom() {
        try (Worker worker = Worker.startWithoutWinsock(OwnMemory.empty("32k"))) {
            worker.startup().failsWith(Constants.WSASYSNOTREADY);
            worker.awaitSaid("ENOSPC");
        }
    }

    @Test
    void cannotGrowWhereThereIsNoRoom() throws IOException {
        try (Worker source = Worker.start(OwnMemory.empty("1m"));
                Worker target = Worker.start(OwnMemory.of(source))) {
            Path filler = OwnMemory.folderOf(source).resolve("filler");
            fill(filler);
            List<Client> clients = Client.withMany(source, 200);
            source.duplicateMany(target.pid(), 200).failsWith(Constants.WSAENOBUFS);
            clients.forEach(Client::hearsNothing);
            source.sendNumbers();
            for (int i = 0; i < clients.size(); i++) {
                clients.get(i).hears(i);
            }
            Files.delete(filler);
            byte[] infos = source.duplicateMany(target.pid(), 200).succeeds().data();
            assertThat(target.openMany(infos).result()).isEqualTo(200);
            source.closeMany();
            clients.forEach(Client::hearsNothing);
            target.closeMany();
            clients.forEach(Client::hearsEnd);
            clients.forEach(Client::close);
        }
    }

    private static void fill(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            assertThatThrownBy(() -> out.write(new byte[2 << 20]))
                    .hasMessageContaining("No space left");
        }
    }

    @Test
    void tellsThatItIsFullAndLosesNothing() {
        try (Worker source = Worker.start(OwnMemory.empty("64m"));
                Worker target = Worker.start(OwnMemory.of(source));
                SharedTable table = SharedTable.of(source);
                Conversation conversation = Client.with(source)) {
            table.fillSlots(table.rowOf(source));
            source.duplicate(conversation.s(), target.pid()).failsWith(Constants.WSAENOBUFS);
            source.duplicate(conversation.s(), source.pid()).failsWith(Constants.WSAENOBUFS);
            conversation.client().talksWith(source, conversation.s());
            table.emptySlots();
            byte[] info = source.duplicateFor(target, conversation.s());

            // Nor is a delivered socket lost that finds it full when it is opened.
            table.emptySlots();
            table.fillSlots(table.rowOf(source));
            target.open(info).failsWith(Constants.WSAENOBUFS);
            table.emptySlots();
            conversation.client().talksWith(target, target.open(info).succeeds().result());
        }
    }

    @Test
    void forgetsTheDead() {
        try (Worker source = Worker.start(OwnMemory.empty("64m"));
                SharedTable table = SharedTable.of(source)) {
            List<Client> clients = Client.withMany(source, 100);
            int row;
            try (Worker target = Worker.start(OwnMemory.of(source))) {
                row = table.rowOf(target).index();
                byte[] infos = source.duplicateMany(target.pid(), 100).succeeds().data();
                assertThat(target.openMany(infos).result()).isEqualTo(100);
                assertThat(table.row(row).slots()).isEqualTo(100);
                target.kill();
            }
            try (Worker next = Worker.start(OwnMemory.of(source))) {
                assertThat(table.rowOf(next).index()).isEqualTo(row);
                assertThat(table.row(row).slots()).isZero();
                assertThat(table.rowOf(source).slots()).isEqualTo(100);
                source.closeMany();
                assertThat(table.rowOf(source).slots()).isZero();
                isUsable(source, next);
            }
            clients.forEach(Client::close);
        }
    }

    @Test
    void keepsTheValuesOfASocketWhenOneOfItsHoldersDies() {
        try (Worker source = Worker.start(OwnMemory.empty("64m"));
                SharedTable table = SharedTable.of(source);
                Worker target = Worker.start(OwnMemory.of(source));
                Conversation conversation = Client.with(source)) {
            byte[] info = source.duplicateFor(target, conversation.s());
            long s = target.open(info).succeeds().result();
            int used = table.slotsInUse();
            int row = table.rowOf(source).index();
            source.kill();
            try (Worker heir = Worker.start(OwnMemory.of(target))) {
                assertThat(table.rowOf(heir).index()).isEqualTo(row);
                assertThat(table.rowOf(target).slots()).isEqualTo(1);
                byte[] again = target.duplicateFor(heir, s);
                conversation.client().talksWith(heir, heir.open(again).succeeds().result());
                assertThat(table.slotsInUse()).isEqualTo(used);
            }
        }
    }

    private static void isUsable(Worker source, Worker target) {
        try (Conversation conversation = Client.with(source)) {
            byte[] info = source.duplicateFor(target, conversation.s());
            long s = target.open(info).succeeds().result();
            conversation.client().talksWith(target, s);
            target.closeSocket(s);
            source.closeSocket(conversation.s());
            conversation.client().hearsEnd();
        }
    }
}
