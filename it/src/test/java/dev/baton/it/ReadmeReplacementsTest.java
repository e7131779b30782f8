package dev.baton.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the README shows under "What it replaces" is what the examples run. */
final class ReadmeReplacementsTest {
    private static final Path ROOT = Checkout.find().root();

    private static final Pattern SECTION =
            Pattern.compile("(?ms)^### What it replaces$(.*?)(?=^#{1,3} |\\z)");
    private static final Pattern PARAGRAPH =
            Pattern.compile("(?ms)^\\*\\*(.*?)^```java$(.*?)^```$");
    private static final Pattern EXAMPLE = Pattern.compile("\\(examples/(\\w+\\.java)\\)");
    private static final Pattern COMMENT_LINE = Pattern.compile("(?m)^ *//.*$");

    @Test
    void showsWhatTheExamplesRun() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        List<MatchResult> section = SECTION.matcher(readme).results().toList();
        assertThat(section).as("sections \"What it replaces\"").hasSize(1);
        List<MatchResult> paragraphs =
                PARAGRAPH.matcher(section.getFirst().group(1)).results().toList();
        assertThat(paragraphs).as("paragraphs with code").hasSizeGreaterThanOrEqualTo(5);
        for (MatchResult paragraph : paragraphs) {
            List<String> example = code(ROOT.resolve("examples").resolve(named(paragraph)));
            // One process, then the other: each begins with a comment that says which it is.
            for (String process : COMMENT_LINE.split(paragraph.group(2))) {
                List<String> lines = code(process.lines());
                if (!lines.isEmpty()) {
                    assertThat(example).containsSubsequence(lines);
                }
            }
        }
    }

    private static String named(MatchResult paragraph) {
        List<MatchResult> named = EXAMPLE.matcher(paragraph.group(1)).results().toList();
        return named.isEmpty() ? "Replacements.java" : named.getLast().group(1);
    }

    private static List<String> code(Path file) throws IOException {
        return code(Files.readAllLines(file).stream());
    }

    private static List<String> code(Stream<String> lines) {
        return lines.map(line -> line.replaceFirst("//.*", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
