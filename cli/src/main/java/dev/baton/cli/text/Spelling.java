package dev.baton.cli.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what somebody may have meant. */
public final class Spelling {
    private static final int MOST_CHANGES = 2;

    private Spelling() {}

    /** The known word that is at most two letters away, and nearer to it than to nothing. */
    public static Optional<String> nearest(String word, Collection<String> known) {
        return known.stream()
                .filter(each -> distance(word, each) <= MOST_CHANGES)
                .filter(each -> distance(word, each) < Math.min(word.length(), each.length()))
                .min(Comparator.comparingInt(each -> distance(word, each)));
    }

    /** How many letters must be put in, taken out or changed. */
    static int distance(String from, String to) {
        int[] above = new int[to.length() + 1];
        for (int j = 0; j < above.length; j++) {
            above[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] row = new int[above.length];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = above[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(changed, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[to.length()];
    }
}
