package plumage.sensor;

import java.util.Collection;
import java.util.Locale;

/** Which of some words somebody may have meant. */
public final class Nearest {
    private static final int LONGEST = 64;

    private Nearest() {}

    /** The word that takes the fewest letters typed, removed or replaced (Levenshtein), regardless of case; the first of several, empty for none. */
    public static String to(String typed, Collection<String> words) {
        String nearest = "";
        int least = Integer.MAX_VALUE;
        for (String word : words) {
            int distance = distance(typed, word);
            if (distance < least) {
                least = distance;
                nearest = word;
            }
        }
        return nearest;
    }

    private static int distance(String first, String second) {
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
