package dev.baton.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What documents name must exist: tests, classes, functions; and what they count must be right. */
final class DocumentRulesTest {
    private static final Path DOCS = Checkout.find().root().resolve("docs");

    /** A test, of the class named last if it names none. */
    private static final Pattern TEST = Pattern.compile("`(\\w+)?#(\\w+)`");

    private static final Pattern CLASS = Pattern.compile("`([A-Z]\\w*[a-z]\\w*)`");

    private static final Pattern FUNCTION = Pattern.compile("(WSA|WSP|WSC|WPU)[A-Z]\\w+");
    private static final Pattern DECLARED =
            Pattern.compile("\\b(?:class|interface|record|enum) (\\w+)");
    private static final Pattern ASSERTION = Pattern.compile("^\\| (A\\d{3}) \\| (.*) \\|$");
    private static final Pattern SENTENCE = Pattern.compile("^\\| (S\\d+) \\| .* \\| (.*) \\|$");
    private static final Pattern COUNTS =
            Pattern.compile(
                    "Of the (\\d+) assertions[^0-9]+[^)]*\\) (\\d+) have a test, (\\d+) have");

    /** The assertions of the stages that are there: from, to. */
    private static final int[][] STAGES = {{1, 277}};

    /** The text of the sources that declare a type, by its simple name. */
    private static final Map<String, String> SOURCES = new HashMap<>();

    @BeforeAll
    static void read() throws IOException {
        for (Path source : Checkout.find().sources()) {
            String text = Files.readString(source);
            matches(DECLARED, text)
                    .forEach(type -> SOURCES.merge(type.group(1), text, (a, b) -> a + b));
        }
    }

    private static Stream<MatchResult> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results();
    }

    private static String document(String name) throws IOException {
        return Files.readString(DOCS.resolve(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"coverage.md", "promises.md", "coverage-of-the-specification.md"})
    void namesTestsThatExist(String name) throws IOException {
        List<String> missing = new ArrayList<>();
        String type = "";
        int found = 0;
        for (MatchResult test : matches(TEST, document(name)).toList()) {
            type = test.group(1) == null ? type : test.group(1);
            found++;
            if (!SOURCES.getOrDefault(type, "").contains("void " + test.group(2) + "(")) {
                missing.add(type + "#" + test.group(2));
            }
        }
        assertThat(missing).as("tests that %s names", name).isEmpty();
        assertThat(found).isGreaterThan(80);
    }

    @Test
    void namesClassesAndFunctionsThatExist() throws IOException {
        Set<String> missing = new TreeSet<>();
        List<String> named =
                matches(CLASS, document("architecture.md")).map(each -> each.group(1)).toList();
        for (String each : named) {
            boolean exists =
                    FUNCTION.matcher(each).matches() ? isFunction(each) : SOURCES.containsKey(each);
            if (!exists) {
                missing.add(each);
            }
        }
        assertThat(missing).as("classes that architecture.md names").isEmpty();
        assertThat(named).hasSizeGreaterThan(60);
    }

    private static boolean isFunction(String name) {
        return Stream.of("Winsock", "ServiceProvider", "UpcallTable")
                .anyMatch(type -> SOURCES.getOrDefault(type, "").contains(" " + name + "("));
    }

    @Test
    void countsItsAssertions() throws IOException {
        Map<String, Boolean> tested = new HashMap<>();
        document("coverage.md")
                .lines()
                .flatMap(line -> matches(ASSERTION, line))
                .filter(row -> isOfTheseStages(Integer.parseInt(row.group(1).substring(1))))
                .forEach(row ->
                        tested.merge(
                                row.group(1),
                                !row.group(2).startsWith("*none:*"),
                                Boolean::logicalOr));
        List<String> all =
                Stream.of(STAGES)
                        .flatMap(stage -> IntStream.rangeClosed(stage[0], stage[1]).boxed())
                        .map(number -> String.format(Locale.ROOT, "A%03d", number))
                        .toList();
        assertThat(all).filteredOn(each -> !tested.containsKey(each)).as("no row").isEmpty();
        long with = tested.values().stream().filter(each -> each).count();

        MatchResult told = matches(COUNTS, document("coverage.md")).findFirst().orElseThrow();
        assertThat(List.of(told.group(1), told.group(2), told.group(3)))
                .containsExactly("" + all.size(), "" + with, "" + (all.size() - with));
    }

    private static boolean isOfTheseStages(int number) {
        return Stream.of(STAGES).anyMatch(stage -> stage[0] <= number && number <= stage[1]);
    }

    @Test
    void saysOfEverySentenceWhatHoldsIt() throws IOException {
        Map<String, String> rows =
                document("coverage-of-the-specification.md")
                        .lines()
                        .flatMap(line -> matches(SENTENCE, line))
                        .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2)));
        assertThat(rows.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, rows.size()).mapToObj(i -> "S" + i).toList());
        assertThat(rows).hasSizeGreaterThan(50);
        assertThat(rows.values())
                .allMatch(held ->
                        held.contains("#")
                                || held.startsWith("*none:*")
                                || held.equals("the next five rows"));
    }
}
