package dev.baton.it;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.baton.ffm.Linux;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of channels, run as their reader does. */
@NullUnmarked // JUnit fills the field.
final class ChannelExamplesTest {
    private static final int NOBODY = 65534;

    /** Descriptors of a process that are no connections of the example. */
    private static final int OTHERS = 500;

    private static final Pattern ANSWER =
            Pattern.compile("worker (\\d+) answers \"(hello|goodbye) from client (\\d+)\"");
    private static final Pattern OPEN_FILES =
            Pattern.compile("^Max open files +\\d+ +(\\d+)", Pattern.MULTILINE);

    @TempDir private Path folder;

    @Test
    void servesEachClientByOneOfThreeWorkers() {
        List<MatchResult> answers;
        try (Example example = Example.java(folder, "Workers.java")) {
            answers = example.succeeds().lines().flatMap(ChannelExamplesTest::answer).toList();
        }
        assertThat(answers).hasSize(24);
        Map<String, List<String>> workers = byClient(answers, 1);
        assertThat(workers).hasSize(12);
        assertThat(workers.values())
                .allSatisfy(both -> assertThat(both.getFirst()).isEqualTo(both.getLast()));
        assertThat(byClient(answers, 2).values()).containsOnly(List.of("hello", "goodbye"));
        assertThat(answers.stream().map(answer -> answer.group(1)).distinct()).hasSize(3);
    }

    private static Stream<MatchResult> answer(String line) {
        assertThat(line).matches(ANSWER);
        return ANSWER.matcher(line).results();
    }

    private static Map<String, List<String>> byClient(List<MatchResult> answers, int group) {
        return answers.stream()
                .collect(
                        groupingBy(
                                answer -> answer.group(3),
                                mapping(answer -> answer.group(group), toList())));
    }

    @Test
    void movesTenThousandSessions() throws IOException {
        int count = Math.clamp(mostOpenFiles() - OTHERS, 100, 10_000);
        try (Example example = Example.java(folder, "MoveSessions.java", "" + count)) {
            List<String> lines = example.succeeds().lines().toList();
            assertThat(lines).hasSize(4);
            assertThat(lines.get(0)).matches("moved " + count + " sessions in \\d+ ms");
            assertThat(lines.subList(1, 3))
                    .doesNotHaveDuplicates()
                    .allMatch(line -> line.matches("server \\d+ answered " + count));
            assertThat(lines.get(3)).isEqualTo("lost 0");
        }
    }

    // A JVM raises its own limit to the hard one.
    private static long mostOpenFiles() throws IOException {
        var limit = OPEN_FILES.matcher(Files.readString(Path.of("/proc/self/limits")));
        return limit.find() ? Long.parseLong(limit.group(1)) : Long.MAX_VALUE;
    }

    @Test
    void bindsAPortThatTheWorkerMayNot() throws IOException {
        assumeThat(Linux.geteuid()).as("only root may bind it").isZero();
        OtherLanguages.assume("setpriv");
        Path classes = Files.createDirectory(folder.resolve("classes"));
        String classPath = new OtherUser(classes).classPath();
        Path reader = Files.createDirectories(folder.resolve("reader"));
        Path source = Path.of("examples", "PrivilegedBind.java");
        Files.createDirectory(reader.resolve("examples"));
        Files.copy(Checkout.find().root().resolve(source), reader.resolve(source));
        OtherUser.makeReadable(folder);
        try (Example example =
                Example.java(folder, reader, classPath, "PrivilegedBind.java", "" + NOBODY)) {
            assertThat(example.succeeds())
                    .matches(
                            """
                            user 0 has bound port (\\d+)
                            user 65534 is ready; port 80 is not for it: .+
                            user 65534 serves /127\\.0\\.0\\.1:\\1
                            """);
        }
    }

    @Test
    void replacesWhatProgramsDoToday() {
        try (Example example = Example.java(folder, "Replacements.java")) {
            assertThat(example.succeeds())
                    .matches(
                            """
                            two listeners: true
                            served what waited: true: true
                            from (/127\\.0\\.0\\.1:\\d+): \\1
                            true
                            read ahead and go on: first, second
                            """);
        }
    }

    @Test
    void movesAConnectionFromOnePipelineOfNettyToAnother() {
        String jars = Example.jars("netty-");
        assertThat(jars).contains("netty-transport", "netty-codec-base");
        String classPath =
                Example.classPath("winsock", "native", "provider-linux", "channels", "netty")
                        + File.pathSeparator
                        + jars;
        Path reader = Checkout.find().root();
        try (Example example = Example.java(folder, reader, classPath, "NettyReplacement.java")) {
            assertThat(example.succeeds())
                    .matches(
                            """
                            process (\\d+) answers one
                            process (?!\\1 )(\\d+) answers two
                            process \\2 answers three
                            """);
        }
    }
}
