package plumage.core;

import java.util.Locale;

/** How many letters must be typed, removed or replaced to turn one word into another (Levenshtein), regardless of case. */
final class EditDistance {
    private static final int LONGEST = 64;

    private EditDistance() {}

    static int between(String first, String second) {
        String a = bounded(first);
        String b = bounded(second);
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(row[j - 1], previous[j]));
            }
            previous = row;
        }
        return previous[b.length()];
    }

    private static String bounded(String word) {
        return word.substring(0, Math.min(word.length(), LONGEST)).toLowerCase(Locale.ROOT);
    }
}
