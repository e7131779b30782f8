package dev.baton.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.Selector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DescriptorSnapshotTest {
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofSeconds(10);

    @BeforeAll
    static void needsDescriptorTables() {
        assumeTrue(DescriptorSnapshot.isAvailable(), "this system has no /proc");
    }

    @Test
    void equalsItselfWhenNothingHappened() {
        DescriptorSnapshot.ofSelf().awaitEqual(LONG);
    }

    @Test
    void namesASocketThatWasLeftOpen() throws IOException {
        // The first socket of a JVM opens descriptors of its own.
        new ServerSocket(0, 1, InetAddress.getLoopbackAddress()).close();
        DescriptorSnapshot before = DescriptorSnapshot.ofSelf();
        try (var left = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(left.isBound()).isTrue();
            assertThatThrownBy(() -> before.awaitEqual(SHORT, NoLeaks.RELEVANT))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("left open")
                    .hasMessageContaining("socket:[");
        }
        before.awaitEqual(LONG, NoLeaks.RELEVANT);
    }

    @Test
    void namesADescriptorThatIsGone(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        DescriptorSnapshot before;
        try (FileChannel open = FileChannel.open(file)) {
            assertThat(open.size()).isZero();
            before = DescriptorSnapshot.ofSelf();
        }
        assertThat(before.difference(DescriptorSnapshot.ofSelf()))
                .startsWith("gone: ")
                .contains(file.toString());
    }

    @Test
    void tellsWhatSurvivesExec() throws IOException {
        try (Selector selector = Selector.open()) {
            assertThat(selector.isOpen()).isTrue();
            DescriptorSnapshot table = DescriptorSnapshot.ofSelf();
            assertThat(table.descriptors().get(0))
                    .extracting(DescriptorSnapshot.Descriptor::closeOnExec)
                    .isEqualTo(false);
            assertThat(table.descriptors().values())
                    .filteredOn(each -> each.target().equals("anon_inode:[eventpoll]"))
                    .isNotEmpty()
                    .allMatch(DescriptorSnapshot.Descriptor::closeOnExec);
        }
    }

    @Test
    void readsTheTableOfAnotherProcess() {
        try (ChildJvm child = ChildJvm.start(EchoProgram.class)) {
            child.call(new byte[1]);
            DescriptorSnapshot table = DescriptorSnapshot.of(child.pid());
            assertThat(table.descriptors().get(0))
                    .extracting(DescriptorSnapshot.Descriptor::kind)
                    .isEqualTo("pipe:");
        }
    }
}
