package dev.baton.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.layer.TestCatalog;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does what {@code docs/write-a-layer.md} tells its reader to do, and gets what it shows. */
final class LayerGuideTest {
    private static final List<Listing> LISTINGS =
            Listing.all(Checkout.find().root().resolve("docs").resolve("write-a-layer.md"));

    @TempDir private Path folder;

    @Test
    void compilesEveryListing() throws IOException {
        Map<String, Listing> sources = new LinkedHashMap<>();
        int compiled = 0;
        for (Listing listing : LISTINGS) {
            if (!listing.is("java") || listing.isModule()) {
                continue;
            }
            // A second version of a class takes the place of the first.
            if (sources.containsKey(listing.path())) {
                compile(sources.values(), List.of("-cp", GuideShell.classPath()));
                compiled++;
            }
            sources.put(listing.path(), listing);
        }
        compile(sources.values(), List.of("-cp", GuideShell.classPath()));
        assertThat(compiled).as("versions that were replaced").isPositive();
    }

    @Test
    void compilesTheModule() throws IOException {
        List<Listing> module =
                LISTINGS.stream()
                        .filter(each -> each.is("java"))
                        .filter(each ->
                                each.isModule() || each.path().endsWith("QuotaFactory.java"))
                        .toList();
        assertThat(module).hasSize(2);
        List<Listing> sources = new ArrayList<>(module);
        sources.add(
                LISTINGS.stream()
                        .filter(each -> each.is("java") && each.path().endsWith("Quota.java"))
                        .findFirst()
                        .orElseThrow());
        compile(sources, List.of("-p", GuideShell.classPath()));
    }

    private void compile(Collection<Listing> sources, List<String> path) throws IOException {
        Path home = Files.createTempDirectory(folder, "sources");
        List<String> arguments = new ArrayList<>(path);
        arguments.addAll(List.of("-d", Files.createTempDirectory(folder, "classes").toString()));
        // The annotations are not on a reader's path.
        arguments.addAll(List.of("-Xlint:all,-classfile", "-Werror"));
        sources.forEach(source -> arguments.add(source.writeTo(home).toString()));
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        int result =
                ToolProvider.findFirst("javac")
                        .orElseThrow()
                        .run(out, out, arguments.toArray(String[]::new));
        assertThat(result).as("compiles without a warning: %s", said).isZero();
    }

    @Test
    void doesWhatItShows() throws IOException {
        int shown = 0;
        try (TestCatalog catalog = new TestCatalog()) {
            GuideShell shell = new GuideShell(folder, catalog.folder());
            String output = "";
            for (Listing listing : LISTINGS) {
                switch (listing.language()) {
                    case "java" -> listing.writeTo(folder);
                    case "sh" -> output = follow(listing, shell);
                    case "text" -> {
                        assertThat(output).isEqualTo(listing.text());
                        shown++;
                    }
                    default -> throw new AssertionError("what is " + listing + "?");
                }
            }
        }
        assertThat(shown).as("outputs that were compared").isEqualTo(5);
    }

    private static String follow(Listing listing, GuideShell shell) {
        if (listing.text().contains("BATON=")) {
            return "where the checkout is, which this test knows";
        }
        return shell.run(listing.text());
    }
}
