package dev.baton.winsock.internal.catalog;

import dev.baton.winsock.Constants;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * The catalog file's text: a version, the next number, the order, the entries, a checksum. What is
 * read must be exactly what is written: there are no two ways to say one thing.
 */
final class CatalogText {
    private static final String VERSION = "baton-catalog 1";
    private static final String NEXT = "next ";
    private static final String ORDER = "order";
    private static final String CHECKSUM = "checksum ";
    private static final int LINES_AROUND_ENTRIES = 4;

    private CatalogText() {}

    /** What is wrong with a text, and where. */
    static final class DamageException extends Exception {
        private static final long serialVersionUID = 1L;

        DamageException(int line, String what) {
            super("line " + line + ": " + what);
        }
    }

    static byte[] write(CatalogContents contents) {
        StringBuilder text = new StringBuilder(VERSION).append('\n');
        text.append(NEXT).append(contents.nextId()).append('\n');
        text.append(ORDER);
        for (Integer id : contents.order()) {
            text.append(' ').append(id);
        }
        text.append('\n');
        for (CatalogItem item : contents.items()) {
            text.append(EntryLine.write(item)).append('\n');
        }
        byte[] body = text.toString().getBytes(StandardCharsets.ISO_8859_1);
        text.append(CHECKSUM).append(checksum(body, body.length)).append('\n');
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    static CatalogContents read(byte[] bytes) throws DamageException {
        String[] lines = new String(bytes, StandardCharsets.ISO_8859_1).split("\n", -1);
        if (!lines[0].equals(VERSION)) {
            throw new DamageException(
                    1, "not \"" + VERSION + "\": no catalog, or of another version of Baton");
        }
        int count = lines.length - 1;
        if (!lines[count].isEmpty() || count < LINES_AROUND_ENTRIES) {
            throw new DamageException(lines.length, "it ends in the middle");
        }
        int nextId = next(lines[1]);
        List<Integer> order = order(lines[2]);
        List<CatalogItem> items = entries(lines, count - 1, nextId);
        int body = bytes.length - lines[count - 1].length() - 1;
        if (!lines[count - 1].equals(CHECKSUM + checksum(bytes, body))) {
            throw new DamageException(count, "the checksum is not that of the lines above");
        }
        CatalogContents contents = new CatalogContents(nextId, order, items);
        if (!Arrays.equals(write(contents), bytes)) {
            throw new DamageException(1, "not written in the form that Baton writes");
        }
        return contents;
    }

    private static int next(String line) throws DamageException {
        int next = line.startsWith(NEXT) ? number(line.substring(NEXT.length()), 2) : 0;
        if (next < CatalogContents.FIRST_ID) {
            throw new DamageException(2, "no next number of " + CatalogContents.FIRST_ID + " on");
        }
        return next;
    }

    private static List<Integer> order(String line) throws DamageException {
        String[] tokens = line.split(" ", -1);
        if (!tokens[0].equals(ORDER)) {
            throw new DamageException(3, "no order");
        }
        Set<Integer> seen = new HashSet<>();
        List<Integer> order = new ArrayList<>();
        for (int i = 1; i < tokens.length; i++) {
            int id = number(tokens[i], 3);
            if (!seen.add(id)) {
                throw new DamageException(3, id + " twice in the order");
            }
            order.add(id);
        }
        return order;
    }

    private static int number(String text, int line) throws DamageException {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new DamageException(line, "not a number: " + text);
        }
    }

    private static List<CatalogItem> entries(String[] lines, int end, int nextId)
            throws DamageException {
        Set<Integer> seen = new HashSet<>();
        List<CatalogItem> items = new ArrayList<>();
        for (int i = 3; i < end; i++) {
            CatalogItem item;
            try {
                item = EntryLine.read(lines[i]);
            } catch (IllegalArgumentException e) {
                throw new DamageException(i + 1, String.valueOf(e.getMessage()));
            }
            int id = item.id();
            if (id < CatalogContents.FIRST_ID || id >= nextId || !seen.add(id)) {
                throw new DamageException(i + 1, "an entry can't have the number " + id);
            }
            if (!item.info().nameFits() || item.path().length() > Constants.MAX_PATH) {
                throw new DamageException(i + 1, "the name or the path is too long");
            }
            items.add(item);
        }
        return items;
    }

    private static String checksum(byte[] bytes, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        String digits = Long.toHexString(crc.getValue());
        return "00000000".substring(digits.length()) + digits;
    }
}
