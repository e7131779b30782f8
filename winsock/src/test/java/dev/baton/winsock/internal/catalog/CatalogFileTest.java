package dev.baton.winsock.internal.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.baton.winsock.Constants;
import dev.baton.winsock.internal.catalog.FileReplacement.Step;
import dev.baton.winsock.struct.ProtocolInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogFileTest {
    @TempDir private Path temp;
    private CatalogLocation location = new CatalogLocation(Path.of("unset"));
    private CatalogFile file = new CatalogFile(location);

    /** What a process that is killed does not do any more. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    @BeforeEach
    void locate() {
        location = new CatalogLocation(temp.resolve("settings").resolve("baton"));
        file = new CatalogFile(location);
    }

    private static CatalogContents install(CatalogContents old, int number)
            throws CatalogException {
        return new CatalogEditor(old, Samples.BASE)
                .install(Samples.guid(number), "dev.example.L" + number, List.of(Samples.layer(0)));
    }

    private static List<Integer> numbers(CatalogContents contents) {
        return contents.items().stream().map(item -> item.info().ProviderId().Data1()).toList();
    }

    private static String withoutWriting(String mode) {
        return mode.substring(0, 3) + mode.substring(3).replace('w', '-');
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    @DisplayName("No file is an empty catalog, and reading makes none")
    void isEmptyAtFirst() throws CatalogException {
        assertThat(file.read()).isEqualTo(CatalogContents.EMPTY);
        assertThat(temp).isEmptyDirectory();
    }

    @Test
    @DisplayName("A change is there for the next reader, in files of the owner only")
    void keepsChanges() throws CatalogException, IOException {
        CatalogContents changed = file.change(old -> install(old, 1));
        assertThat(numbers(changed)).containsExactly(1);
        assertThat(new CatalogFile(location).read()).isEqualTo(changed);
        assertThat(mode(location.folder())).isEqualTo("rwx------");
        assertThat(mode(location.file())).isEqualTo("rw-------");
        assertThat(mode(location.lock())).isEqualTo("rw-------");
        file.change(old -> install(old, 2));
        assertThat(mode(location.file())).isEqualTo("rw-------");
    }

    @Test
    @DisplayName("In a folder that others can look into, others can read the catalog")
    void servesOthersInAnOpenFolder() throws CatalogException, IOException {
        Files.createDirectories(location.folder());
        Files.setPosixFilePermissions(
                location.folder(), PosixFilePermissions.fromString("rwxr-xr-x"));
        file.change(old -> install(old, 1));
        // What this process's umask leaves of it.
        String usual = mode(Files.createFile(temp.resolve("usual")));
        assertThat(mode(location.file())).isEqualTo(withoutWriting(usual));
        assertThat(mode(location.lock())).isEqualTo(withoutWriting(usual));
    }

    @Test
    @DisplayName("A refused change leaves everything as it was")
    void keepsAllWhenRefused() throws CatalogException, IOException {
        file.change(old -> install(old, 1));
        byte[] before = Files.readAllBytes(location.file());
        assertThatThrownBy(() -> file.change(old -> install(old, 1)))
                .isInstanceOf(CatalogException.class)
                .extracting(e -> ((CatalogException) e).error())
                .isEqualTo(Constants.WSANO_RECOVERY);
        assertThat(Files.readAllBytes(location.file())).isEqualTo(before);
        assertThat(location.next()).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    @DisplayName("A writer that dies at any step leaves the old or the new, and the next goes on")
    void survivesADyingWriter(Step last) throws CatalogException {
        CatalogContents old = file.change(contents -> install(contents, 1));
        List<Step> made = new ArrayList<>();
        CatalogFile dying =
                new CatalogFile(
                        location,
                        step -> {
                            made.add(step);
                            if (step == last) {
                                throw new Killed();
                            }
                        });
        assertThatThrownBy(() -> dying.change(contents -> install(contents, 2)))
                .isInstanceOf(Killed.class);
        assertThat(made)
                .containsExactly(
                        List.of(Step.values()).subList(0, made.size()).toArray(new Step[0]));
        boolean renamed = last.compareTo(Step.RENAME) > 0;
        assertThat(numbers(file.read())).isEqualTo(renamed ? List.of(1, 2) : numbers(old));

        assertThat(numbers(file.change(contents -> install(contents, 3))))
                .isEqualTo(renamed ? List.of(1, 2, 3) : List.of(1, 3));
        assertThat(numbers(file.read())).contains(3);
        assertThat(location.folder().toFile().list())
                .containsExactlyInAnyOrder("catalog", "catalog.lock");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 40})
    @DisplayName("What a dead writer left half written is taken away, and never read")
    void removesLeftovers(int length) throws CatalogException, IOException {
        CatalogContents old = file.change(contents -> install(contents, 1));
        byte[] whole = Files.readAllBytes(location.file());
        Files.write(location.next(), Arrays.copyOf(whole, length));
        assertThat(file.read()).isEqualTo(old);
        assertThat(numbers(file.change(contents -> install(contents, 2)))).containsExactly(1, 2);
        assertThat(location.next()).doesNotExist();
    }

    @Test
    @DisplayName("Many writers at once lose nothing, and readers see whole catalogs only")
    void losesNothingAmongThreads() throws CatalogException, InterruptedException {
        int writers = 8;
        int each = 12;
        List<Future<?>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(writers + 1)) {
            for (int i = 0; i < writers; i++) {
                int first = 1 + i * each;
                running.add(
                        threads.submit(() -> {
                            for (int n = first; n < first + each; n++) {
                                int number = n;
                                // Its own object, as every call of a function has.
                                new CatalogFile(location).change(old -> install(old, number));
                            }
                            return null;
                        }));
            }
            running.add(
                    threads.submit(() -> {
                        int seen = 0;
                        while (seen < writers * each) {
                            int now = file.read().items().size();
                            assertThat(now).isGreaterThanOrEqualTo(seen);
                            seen = now;
                        }
                        return null;
                    }));
            for (Future<?> thread : running) {
                await(thread);
            }
        }
        CatalogContents all = file.read();
        assertThat(numbers(all)).doesNotHaveDuplicates().hasSize(writers * each);
        assertThat(all.items()).extracting(CatalogItem::id).doesNotHaveDuplicates().isSorted();
    }

    private static void await(Future<?> future) throws InterruptedException {
        try {
            future.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }

    @Test
    @DisplayName("A damaged file is refused whole, by readers and writers, and is left as it is")
    void refusesADamagedFile() throws CatalogException, IOException {
        file.change(old -> install(old, 1));
        String text = Files.readString(location.file()).replace("name=Layer", "name=Laier");
        Files.writeString(location.file(), text);
        for (CatalogFile each : List.of(file, new CatalogFile(location))) {
            assertThatThrownBy(each::read)
                    .isInstanceOf(CatalogException.class)
                    .hasMessageContaining(location.file().toString())
                    .hasMessageContaining("line 5: the checksum")
                    .hasMessageContaining("put a good copy in its place");
            assertThatThrownBy(() -> each.change(old -> install(old, 2)))
                    .isInstanceOf(CatalogException.class)
                    .hasMessageContaining("line 5");
        }
        assertThat(Files.readString(location.file())).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-rw----", "rw-----w-"})
    @DisplayName("A file that others can write to is not trusted")
    void distrustsWritableFiles(String mode) throws CatalogException, IOException {
        file.change(old -> install(old, 1));
        Files.setPosixFilePermissions(location.file(), PosixFilePermissions.fromString(mode));
        assertThatThrownBy(file::read)
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("chmod go-w " + location.file());
    }

    @Test
    @DisplayName("A folder that others can write to is not trusted")
    void distrustsWritableFolders() throws CatalogException, IOException {
        file.change(old -> install(old, 1));
        Files.setPosixFilePermissions(
                location.folder(), PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThatThrownBy(file::read)
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("chmod go-w " + location.folder());
        assertThatThrownBy(() -> file.change(old -> install(old, 2)))
                .isInstanceOf(CatalogException.class);
    }

    @Test
    @DisplayName("A folder that can't be made is an error that names the catalog")
    void tellsThatItCannotWrite() throws IOException {
        Files.writeString(temp.resolve("settings"), "a file in the way");
        assertThatThrownBy(() -> file.change(old -> install(old, 1)))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining(location.file().toString())
                .extracting(e -> ((CatalogException) e).error())
                .isEqualTo(Constants.WSANO_RECOVERY);
    }

    @Test
    @DisplayName("A file of absurd length is not read into memory")
    void refusesHugeFiles() throws CatalogException, IOException {
        file.change(old -> install(old, 1));
        try (var channel = FileChannel.open(location.file(), StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[1]), 1L << 40);
        }
        assertThatThrownBy(file::read)
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("longer");
    }

    @Test
    void listsTheStepsInTheirOrder() throws CatalogException {
        List<Step> steps = new ArrayList<>();
        new CatalogFile(location, steps::add).change(old -> install(old, 1));
        assertThat(steps).containsExactly(Stream.of(Step.values()).toArray(Step[]::new));
    }

    @Test
    @DisplayName("A file of another user is not trusted")
    void distrustsFilesOfOthers() throws CatalogException, IOException {
        file.change(old -> install(old, 1));
        try {
            Files.setOwner(
                    location.file(),
                    temp.getFileSystem()
                            .getUserPrincipalLookupService()
                            .lookupPrincipalByName("nobody"));
        } catch (IOException e) {
            assumeTrue(false, "only root can give files away: " + e);
        }
        assertThatThrownBy(file::read)
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining(location.file().toString())
                .hasMessageContaining("belongs to another user, nobody");
    }

    @Test
    @DisplayName("An interrupted thread reads like any other")
    void readsWhenInterrupted() throws CatalogException {
        CatalogContents contents = file.change(old -> install(old, 1));
        Thread.currentThread().interrupt();
        try {
            assertThat(file.read()).isEqualTo(contents);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    @DisplayName("A lock that something else in this process holds is WSAEINPROGRESS")
    void refusesAnOverlappingLock() throws CatalogException, IOException {
        CatalogContents contents = file.change(old -> install(old, 1));
        try (FileChannel channel = FileChannel.open(location.lock(), StandardOpenOption.WRITE)) {
            assertThat(channel.lock().isValid()).isTrue();
            assertThatThrownBy(() -> file.change(old -> install(old, 2)))
                    .isInstanceOf(CatalogException.class)
                    .extracting(e -> ((CatalogException) e).error())
                    .isEqualTo(Constants.WSAEINPROGRESS);
        }
        assertThat(file.read()).isEqualTo(contents);
    }

    @Test
    @DisplayName("A catalog that readers would find too long is WSAENOBUFS, and is not written")
    void limitsTheLength() throws CatalogException {
        CatalogContents contents = file.change(old -> install(old, 1));
        String path = "\u00e9".repeat(Constants.MAX_PATH);
        List<ProtocolInfo> many = Collections.nCopies(10_000, Samples.layer(0));
        assertThatThrownBy(() ->
                        file.change(old ->
                                new CatalogEditor(old, Samples.BASE)
                                        .install(Samples.guid(2), path, many)))
                .isInstanceOf(CatalogException.class)
                .extracting(e -> ((CatalogException) e).error())
                .isEqualTo(Constants.WSAENOBUFS);
        assertThat(file.read()).isEqualTo(contents);
        file.change(old ->
                new CatalogEditor(old, Samples.BASE)
                        .install(Samples.guid(2), path, many.subList(0, 5_000)));
        assertThat(file.read().items()).hasSize(5_001);
    }
}
