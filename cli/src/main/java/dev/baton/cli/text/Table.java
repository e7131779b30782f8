package dev.baton.cli.text;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Columns as wide as what stands in them; the last is not filled up. */
public final class Table {
    private static final String INDENT = "  ";
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();
    private final boolean headed;

    /** Makes a table; without headings it has none. */
    public Table(String... headings) {
        headed = headings.length > 0;
        if (headed) {
            rows.add(Arrays.asList(headings));
        }
    }

    /** Adds a row with a text for each column. */
    public Table row(String... cells) {
        rows.add(Arrays.stream(cells).map(Table::visible).toList());
        return this;
    }

    /** A text that can't steer the terminal, whatever its author meant. */
    public static String visible(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    /** Prints it, with the headings faint. */
    public void print(PrintWriter out, Paint paint) {
        int[] widths = widths();
        for (int i = 0; i < rows.size(); i++) {
            String line = line(rows.get(i), widths);
            out.println(headed && i == 0 ? INDENT + paint.faint(line) : INDENT + line);
        }
    }

    private int[] widths() {
        int[] widths = new int[rows.stream().mapToInt(List::size).max().orElse(0)];
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return widths;
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            String cell = row.get(i);
            line.append(cell).append(" ".repeat(widths[i] - cell.length())).append(GAP);
        }
        return line.toString().stripTrailing();
    }
}
