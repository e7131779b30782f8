package dev.baton.cli.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.winsock.spi.LayerFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.spi.ToolProvider;

/** Jars with layers, compiled here: no test class path knows their classes. */
final class LayerJars {
    private static final String SOURCE =
            """
            package sample;
            import dev.baton.winsock.spi.*;
            import dev.baton.winsock.struct.*;
            public final class TYPE extends LayerFactory {
                public TYPE() {
                    super("NAME", "does what NAME does",
                            new Guid(0x5A, (short) NUMBER, (short) 0, 0), Layer::new);
                }
                static final class Layer extends LayeredProvider {}
                MEMBERS
            }
            """;

    private final Path folder;
    private final List<Path> sources = new ArrayList<>();
    private final List<String> services = new ArrayList<>();

    LayerJars(Path folder) {
        this.folder = folder;
    }

    /** A jar with so many layers: {@code Alpha} of the GUID's number 1 is named alpha. */
    static Path of(Path folder, String jar, String... types) throws IOException {
        LayerJars jars = new LayerJars(Files.createTempDirectory(folder, "source"));
        for (int i = 0; i < types.length; i++) {
            jars.layer(types[i], i + 1, "");
        }
        return jars.write(folder.resolve(jar));
    }

    /** Adds a layer; more members may be declared. */
    LayerJars layer(String type, int number, String members) throws IOException {
        String name = type.toLowerCase(Locale.ROOT);
        String source =
                SOURCE.replace("TYPE", type)
                        .replace("NAME", name)
                        .replace("NUMBER", Integer.toString(number))
                        .replace("MEMBERS", members);
        return source(type, source).service("sample." + type);
    }

    /** Adds a class. */
    LayerJars source(String type, String text) throws IOException {
        Path file = folder.resolve(type + ".java");
        Files.writeString(file, text);
        sources.add(file);
        return this;
    }

    /** Names a provider, whether it is there or not. */
    LayerJars service(String className) {
        services.add(className);
        return this;
    }

    Path write(Path jar) throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        compile(classes);
        Path file = classes.resolve(ProviderJar.SERVICES);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "# layers\n" + String.join("\n", services) + "\n");
        ClassesJar.write(classes, jar);
        return jar;
    }

    private void compile(Path classes) {
        if (sources.isEmpty()) {
            return;
        }
        List<String> args = new ArrayList<>();
        args.addAll(List.of("-cp", winsock().toString(), "-d", classes.toString()));
        sources.forEach(each -> args.add(each.toString()));
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        int code =
                ToolProvider.findFirst("javac")
                        .orElseThrow()
                        .run(out, out, args.toArray(new String[0]));
        assertThat(code).as(said.toString()).isZero();
    }

    private static Path winsock() {
        try {
            return Path.of(
                    LayerFactory.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
