package dev.baton.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fenced block of a document.
 *
 * @param language what stands behind the opening fence
 * @param text the lines between the fences
 */
record Listing(String language, String text) {
    private static final String FENCE = "```";
    private static final Pattern PACKAGE =
            Pattern.compile("^package ([\\w.]+);", Pattern.MULTILINE);
    private static final Pattern TYPE =
            Pattern.compile("^(?:public )?(?:final )?class (\\w+)", Pattern.MULTILINE);

    /** All blocks of a document, in their order. */
    static List<Listing> all(Path document) {
        List<Listing> listings = new ArrayList<>();
        String language = "";
        StringBuilder text = new StringBuilder();
        for (String line : lines(document)) {
            if (!line.startsWith(FENCE)) {
                text.append(line).append('\n');
            } else if (line.equals(FENCE)) {
                listings.add(new Listing(language, text.toString()));
            } else {
                language = line.substring(FENCE.length());
                text.setLength(0);
            }
        }
        return listings;
    }

    private static List<String> lines(Path document) {
        try {
            return Files.readAllLines(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean is(String name) {
        return language.equals(name);
    }

    boolean isModule() {
        return text.startsWith("module ");
    }

    /** Where this Java source belongs. */
    String path() {
        if (isModule()) {
            return "module-info.java";
        }
        Matcher type = TYPE.matcher(text);
        if (!type.find()) {
            throw new AssertionError("a Java listing without a class:\n" + text);
        }
        String folder =
                PACKAGE.matcher(text)
                        .results()
                        .findFirst()
                        .map((MatchResult found) -> found.group(1).replace('.', '/') + '/')
                        .orElse("");
        return folder + type.group(1) + ".java";
    }

    /** Puts this Java source where it belongs. */
    Path writeTo(Path folder) {
        Path file = folder.resolve(path());
        try {
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
