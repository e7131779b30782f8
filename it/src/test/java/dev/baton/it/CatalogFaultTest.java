package dev.baton.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.ChildJvm;
import dev.baton.testkit.Eventually;
import dev.baton.winsock.ProviderCatalog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes that change one catalog, and kill -9 in the middle. */
final class CatalogFaultTest {
    private static final String PROPERTY = "dev.baton.catalog";
    private static final int FIRST_ID = 10_001;

    @TempDir private Path folder;
    private String former = "";

    @BeforeEach
    void useOwnCatalog() {
        former = System.getProperty(PROPERTY, "");
        System.setProperty(PROPERTY, folder.resolve("baton").toString());
    }

    @AfterEach
    void useFormerCatalog() {
        System.setProperty(PROPERTY, former);
    }

    private static ChildJvm start() {
        return ChildJvm.start(CatalogProgram.class, List.of(), List.of(), Map.of(), List.of());
    }

    /** The numbers of the layers that are installed, in their order. */
    private static List<Integer> installed() {
        try (ProviderCatalog catalog = ProviderCatalog.read()) {
            assertThat(catalog.problem()).isEmpty();
            return catalog.entries().stream()
                    .map(ProviderCatalog.Entry::info)
                    .filter(info -> info.ProtocolChain().isLayer())
                    .map(info -> info.ProviderId().Data1())
                    .toList();
        }
    }

    @Test
    @DisplayName("A255 two processes that install at once lose nothing and share no id")
    void losesNothingBetweenProcesses() {
        int each = 60;
        try (ChildJvm one = start();
                ChildJvm other = start()) {
            one.send(CatalogProgram.request(1, each));
            other.send(CatalogProgram.request(1 + each, each));
            for (int i = 1 + 2 * each; i <= 3 * each; i++) {
                assertThat(CatalogProgram.install(i)).isZero();
            }
            one.receive(ChildJvm.DEADLINE);
            other.receive(ChildJvm.DEADLINE);
        }
        assertThat(installed())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, 3 * each).boxed().toList());
        try (ProviderCatalog catalog = ProviderCatalog.read()) {
            assertThat(catalog.entries())
                    .extracting(entry -> entry.info().dwCatalogEntryId())
                    .endsWith(
                            IntStream.range(FIRST_ID, FIRST_ID + 3 * each)
                                    .boxed()
                                    .toArray(Integer[]::new));
        }
    }

    @Test
    @DisplayName("kill -9 of a writer leaves a whole catalog, and the next writer goes on at once")
    void survivesKilledWriters() {
        for (int round = 0; round < 6; round++) {
            int first = 1 + round * 100_000;
            int before = installed().size();
            int enough = before + 3 + 7 * round;
            try (ChildJvm writer = start()) {
                writer.send(CatalogProgram.request(first, 50_000));
                Eventually.await(Duration.ofSeconds(20), () -> installed().size() >= enough);
                writer.kill();
            }
            List<Integer> left = installed();
            int made = left.size() - before;
            assertThat(left.subList(before, left.size()))
                    .as("what it had installed, without a gap")
                    .isEqualTo(IntStream.range(first, first + made).boxed().toList());
            assertThat(CatalogProgram.install(first + 50_000)).isZero();
            assertThat(installed()).hasSize(left.size() + 1).endsWith(first + 50_000);
            assertThat(folder.resolve("baton").toFile().list())
                    .containsExactlyInAnyOrder("catalog", "catalog.lock");
        }
    }
}
