package dev.baton.winsock.internal.catalog;

import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.Guid;
import dev.baton.winsock.struct.ProtocolChain;
import dev.baton.winsock.struct.ProtocolInfo;

/** An entry as a line of the catalog file. */
final class EntryLine {
    private static final String[] KEYS = {
        "path",
        "provider",
        "services",
        "flags",
        "chain",
        "version",
        "family",
        "longest",
        "shortest",
        "type",
        "protocol",
        "offset",
        "byteorder",
        "security",
        "message",
        "reserved",
        "name"
    };
    private static final String START = "entry";
    private static final int TOKENS = KEYS.length + 2;

    private EntryLine() {}

    static String write(CatalogItem item) {
        ProtocolInfo info = item.info();
        String[] values = {
            escape(item.path(), ' '),
            info.ProviderId().toString(),
            hex(info.dwServiceFlags1())
                    + ","
                    + hex(info.dwServiceFlags2())
                    + ","
                    + hex(info.dwServiceFlags3())
                    + ","
                    + hex(info.dwServiceFlags4()),
            hex(info.dwProviderFlags()),
            chain(info.ProtocolChain()),
            Integer.toString(info.iVersion()),
            Integer.toString(info.iAddressFamily()),
            Integer.toString(info.iMaxSockAddr()),
            Integer.toString(info.iMinSockAddr()),
            Integer.toString(info.iSocketType()),
            Integer.toString(info.iProtocol()),
            Integer.toString(info.iProtocolMaxOffset()),
            Integer.toString(info.iNetworkByteOrder()),
            Integer.toString(info.iSecurityScheme()),
            Integer.toString(info.dwMessageSize()),
            Integer.toString(info.dwProviderReserved()),
            escape(info.szProtocol(), (char) (' ' - 1))
        };
        StringBuilder line = new StringBuilder(START).append(' ').append(item.id());
        for (int i = 0; i < KEYS.length; i++) {
            line.append(' ').append(KEYS[i]).append('=').append(values[i]);
        }
        return line.toString();
    }

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException if it is none; the message says what is wrong
     */
    static CatalogItem read(String line) {
        String[] tokens = line.split(" ", TOKENS);
        if (tokens.length != TOKENS || !tokens[0].equals(START)) {
            throw new IllegalArgumentException("not an entry of " + KEYS.length + " fields");
        }
        String[] values = new String[KEYS.length];
        for (int i = 0; i < KEYS.length; i++) {
            String start = KEYS[i] + "=";
            if (!tokens[i + 2].startsWith(start)) {
                throw new IllegalArgumentException("no field \"" + KEYS[i] + "\" in its place");
            }
            values[i] = tokens[i + 2].substring(start.length());
        }
        String[] services = values[2].split(",", -1);
        if (services.length != 4) {
            throw new IllegalArgumentException("not four numbers: " + values[2]);
        }
        ProtocolInfo info =
                new ProtocolInfo(
                        unhex(services[0]),
                        unhex(services[1]),
                        unhex(services[2]),
                        unhex(services[3]),
                        unhex(values[3]),
                        Guid.parse(values[1]),
                        Integer.parseInt(tokens[1]),
                        chain(values[4]),
                        Integer.parseInt(values[5]),
                        Integer.parseInt(values[6]),
                        Integer.parseInt(values[7]),
                        Integer.parseInt(values[8]),
                        Integer.parseInt(values[9]),
                        Integer.parseInt(values[10]),
                        Integer.parseInt(values[11]),
                        Integer.parseInt(values[12]),
                        Integer.parseInt(values[13]),
                        Integer.parseInt(values[14]),
                        Integer.parseInt(values[15]),
                        unescape(values[16]));
        return new CatalogItem(info, unescape(values[0]));
    }

    private static String hex(int value) {
        return "0x" + Integer.toHexString(value);
    }

    private static int unhex(String text) {
        if (!text.startsWith("0x")) {
            throw new IllegalArgumentException("not a hexadecimal number: " + text);
        }
        return Integer.parseUnsignedInt(text.substring(2), 16);
    }

    // Ids at the end that are zero are left out: "2:10001,1001".
    private static String chain(ProtocolChain chain) {
        int used = Constants.MAX_PROTOCOL_CHAIN;
        while (used > 0 && chain.entry(used - 1) == 0) {
            used--;
        }
        StringBuilder text = new StringBuilder().append(chain.ChainLen()).append(':');
        for (int i = 0; i < used; i++) {
            text.append(i == 0 ? "" : ",").append(chain.entry(i));
        }
        return text.toString();
    }

    private static ProtocolChain chain(String text) {
        int colon = text.indexOf(':');
        int[] e = new int[Constants.MAX_PROTOCOL_CHAIN];
        if (colon < 0) {
            throw new IllegalArgumentException("not a chain: " + text);
        }
        if (colon < text.length() - 1) {
            String[] ids = text.substring(colon + 1).split(",", -1);
            if (ids.length > e.length) {
                throw new IllegalArgumentException("more than seven parts: " + text);
            }
            for (int i = 0; i < ids.length; i++) {
                e[i] = Integer.parseInt(ids[i]);
            }
        }
        int length = Integer.parseInt(text.substring(0, colon));
        return new ProtocolChain(length, e[0], e[1], e[2], e[3], e[4], e[5], e[6]);
    }

    // Plain ASCII, so that no editor, locale or line end changes what is read.
    private static String escape(String text, char last) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= last || c > '~' || c == '\\') {
                String digits = Integer.toHexString(c);
                escaped.append("\\u").append("0000", digits.length(), 4).append(digits);
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static String unescape(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                plain.append(c);
            } else if (text.startsWith("\\u", i) && i + 6 <= text.length()) {
                plain.append((char) Integer.parseInt(text.substring(i + 2, i + 6), 16));
                i += 5;
            } else {
                throw new IllegalArgumentException("a backslash without four digits: " + text);
            }
        }
        return plain.toString();
    }
}
