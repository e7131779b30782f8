package dev.baton.testkit.layer;

import dev.baton.winsock.struct.ProtocolInfo;
import dev.baton.winsock.struct.ProtocolInfoLayout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;

/**
 * One structure that came by a layer on its way down.
 *
 * @param layer the layer's name
 * @param entry the provider's entry that was called
 * @param segment which segment it was, a number that is the same only for the same memory
 * @param structure the bytes in it, in hexadecimal
 */
public record Recorded(String layer, String entry, int segment, String structure) {
    /** The system property that names the file to which layers record; without it they don't. */
    public static final String FILE = "dev.baton.testkit.record";

    /**
     * What the structure says.
     *
     * @return its value
     */
    public ProtocolInfo info() {
        return ProtocolInfo.ofBytes(HexFormat.of().parseHex(structure));
    }

    /**
     * Reads what a process recorded.
     *
     * @param file the value of its property
     * @return in the order of the calls
     */
    public static List<Recorded> read(Path file) {
        try {
            return Files.exists(file)
                    ? Files.readAllLines(file).stream().map(Recorded::parse).toList()
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Recorded parse(String line) {
        String[] parts = line.split(" ", -1);
        return new Recorded(parts[0], parts[1], Integer.parseInt(parts[2]), parts[3]);
    }

    static void write(String layer, String entry, MemorySegment info) {
        String file = System.getProperty(FILE);
        if (file == null) {
            return;
        }
        int memory =
                info.heapBase()
                        .map(System::identityHashCode)
                        .orElseGet(() -> Long.hashCode(info.address()));
        String line =
                layer
                        + ' '
                        + entry
                        + ' '
                        + memory
                        + ' '
                        + HexFormat.of().formatHex(ProtocolInfoLayout.readW(info).toBytesW())
                        + '\n';
        try {
            Files.writeString(
                    Path.of(file), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
