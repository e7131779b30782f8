package dev.baton.winsock.struct;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.winsock.Constants;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Holds constants and layouts to {@code winsock-constants.properties}, taken from the headers. */
class HeaderFileTest {
    private static final int ENTRIES = 300;

    private static final Map<String, Class<?>> STRUCTURES =
            Map.ofEntries(
                    Map.entry("WSAPROTOCOL_INFOA", ProtocolInfoLayout.class),
                    Map.entry("WSAPROTOCOL_INFOW", ProtocolInfoLayout.class),
                    Map.entry("WSAPROTOCOLCHAIN", ProtocolChain.class),
                    Map.entry("WSADATA", WsaData.class),
                    Map.entry("WSANETWORKEVENTS", WsaNetworkEvents.class),
                    Map.entry("WSAOVERLAPPED", WsaOverlapped.class),
                    Map.entry("WSABUF", WsaBuf.class),
                    Map.entry("GUID", Guid.class),
                    Map.entry("struct linger", Linger.class),
                    Map.entry("struct sockaddr_in", SockAddrIn.class),
                    Map.entry("struct sockaddr_in6", SockAddrIn6.class),
                    Map.entry("fd_set", FdSet.class),
                    Map.entry("WSAPOLLFD", PollFd.class));

    /** Structures that have a size and no class of their own. */
    private static final List<String> SIZE_ONLY = List.of("SOCKET", "struct sockaddr_storage");

    private final Map<String, String> entries = new LinkedHashMap<>();

    @BeforeEach
    void readFile() throws IOException {
        InputStream in = HeaderFileTest.class.getResourceAsStream("/winsock-constants.properties");
        try (var reader =
                new BufferedReader(new InputStreamReader(Objects.requireNonNull(in), UTF_8))) {
            // java.util.Properties would cut the keys at their blanks.
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                int equals = line.lastIndexOf('=');
                entries.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
    }

    @Test
    void matchesEveryEntry() throws ReflectiveOperationException {
        int checked = 0;
        for (var entry : entries.entrySet()) {
            String[] key = entry.getKey().split("\\.", 2);
            switch (key[0]) {
                case "layout" -> checkLayout(key[1], Integer.parseInt(entry.getValue()));
                case "error" -> checkError(Integer.parseInt(entry.getValue()));
                case "guid" -> checkGuid(key[1], entry.getValue());
                default -> checkConstant(key[1], Long.parseLong(entry.getValue()));
            }
            checked++;
        }
        assertThat(checked).isEqualTo(entries.size()).isGreaterThan(ENTRIES);
    }

    private static void checkConstant(String name, long expected)
            throws ReflectiveOperationException {
        Field field = Constants.class.getField(name);
        long actual = ((Number) field.get(null)).longValue();
        if (field.getType() == int.class) {
            assertThat(expected).as(name).isBetween((long) Integer.MIN_VALUE, 0xffff_ffffL);
            assertThat((int) actual).as(name).isEqualTo((int) expected);
        } else {
            assertThat(actual).as(name).isEqualTo(expected);
        }
    }

    private static void checkError(int code) {
        assertThat(ErrorNames.name(code)).matches("WSA[A-Z_]+ \\(" + code + "\\)");
    }

    private static void checkGuid(String key, String expected) throws ReflectiveOperationException {
        boolean bytes = key.endsWith(".bytes");
        String name = bytes ? key.substring(0, key.length() - ".bytes".length()) : key;
        var guid = (Guid) Objects.requireNonNull(ExtensionGuids.class.getField(name).get(null));
        if (bytes) {
            assertThat(guid.toBytes()).as(key).isEqualTo(HexFormat.of().parseHex(expected));
        } else {
            assertThat(guid).as(key).isEqualTo(Guid.parse(expected));
        }
    }

    private void checkLayout(String key, int expected) throws ReflectiveOperationException {
        String[] parts = key.split("\\.", -1);
        String struct = parts[0];
        String field = parts[1];
        boolean isSize = parts[2].equals("size");
        if (!field.equals("(sizeof)")) {
            int actual = isSize ? size(struct, field, expected) : offset(struct, field);
            assertThat(actual).as(key).isEqualTo(expected);
        } else if (isSize) {
            assertThat(constantSize(struct)).as(key).isEqualTo(expected);
            if (!SIZE_ONLY.contains(struct)) {
                assertThat(size(struct)).as(key).isEqualTo(expected);
            }
        } else {
            assertThat(expected).as(key).isZero();
        }
    }

    private static int constantSize(String struct) throws ReflectiveOperationException {
        String name = struct.replace("struct ", "").toUpperCase(Locale.ROOT);
        return Constants.class.getField("SIZEOF_" + name).getInt(null);
    }

    private static int size(String struct) throws ReflectiveOperationException {
        String form = struct.startsWith("WSAPROTOCOL_INFO") ? struct.substring(16) : "";
        String name = form.isEmpty() ? "SIZEOF" : "SIZEOF_" + form;
        return structure(struct).getField(name).getInt(null);
    }

    private static int offset(String struct, String field) throws ReflectiveOperationException {
        return structure(struct).getField("OFFSET_" + field).getInt(null);
    }

    /** Bytes up to the next field; what the alignment of the next adds is taken off. */
    private static int size(String struct, String field, int expected)
            throws ReflectiveOperationException {
        int start = offset(struct, field);
        var ends = new ArrayList<Integer>(List.of(size(struct)));
        for (Field other : structure(struct).getFields()) {
            if (other.getName().startsWith("OFFSET_") && other.getInt(null) > start) {
                ends.add(other.getInt(null));
            }
        }
        int room = ends.stream().mapToInt(Integer::intValue).min().orElseThrow() - start;
        boolean packed = struct.startsWith("WSAPROTOCOL");
        return !packed && room - expected > 0 && room - expected < Long.BYTES ? expected : room;
    }

    private static Class<?> structure(String name) {
        return Objects.requireNonNull(STRUCTURES.get(name), name);
    }
}
