package dev.baton.winsock.internal.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** Makes jars of providers that are on no path of this process. */
final class Jars {
    private static final String SERVICE = "META-INF/services/dev.baton.winsock.spi.ProviderFactory";

    private Jars() {}

    /** The source of a layer's factory, which makes sure that it is made as often as expected. */
    static String layer(String name, String constructor) {
        return "package jarred; import dev.baton.winsock.spi.*; import dev.baton.winsock.struct.*;"
                + "public final class "
                + name
                + " implements ProviderFactory {"
                + "public "
                + name
                + "() {"
                + constructor
                + "}"
                + "public Guid providerId() { return Guid.ZERO; }"
                + "public java.util.List<ProtocolInfo> catalogEntries() {"
                + "return java.util.List.of(); }"
                + "public int WSPStartup(int v, java.lang.foreign.MemorySegment d,"
                + "java.lang.foreign.MemorySegment i, UpcallTable u, ProcTable o) { return 0; }}";
    }

    /** A jar of one class and a list of services. */
    static void make(Path jar, String name, String source, String services) throws IOException {
        Path classes = Files.createTempDirectory(jar.getParent(), "classes");
        Path file = Files.writeString(classes.resolve(name + ".java"), source);
        ToolProvider compiler = ToolProvider.findFirst("javac").orElseThrow();
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        String path = System.getProperty("java.class.path");
        int result =
                compiler.run(out, out, "-proc:none", "-cp", path, "-d", "" + classes, "" + file);
        assertThat(result).as(said::toString).isZero();
        try (OutputStream bytes = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(bytes)) {
            String entry = "jarred/" + name + ".class";
            add(entries, entry, Files.readAllBytes(classes.resolve(entry)));
            add(entries, SERVICE, services.getBytes(StandardCharsets.UTF_8));
        }
        Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-r--r--"));
        try (Stream<Path> made = Files.walk(classes)) {
            for (Path each : made.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private static void add(JarOutputStream out, String name, byte[] content) throws IOException {
        out.putNextEntry(new JarEntry(name));
        out.write(content);
        out.closeEntry();
    }
}
