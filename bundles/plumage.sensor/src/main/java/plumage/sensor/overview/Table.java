package plumage.sensor.overview;

import java.util.ArrayList;
import java.util.List;

/** Rows of text whose columns are as wide as they need, but for the last, which ends where its text does. */
final class Table {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();
    private final boolean hasHead;

    /** @param head the first row; nothing for a table without one */
    Table(String... head) {
        hasHead = head.length > 0;
        if (hasHead) {
            rows.add(List.of(head));
        }
    }

    /** Adds a row. All rows have as many cells as the first. */
    Table row(String... cells) {
        List<String> row = new ArrayList<>();
        for (String cell : cells) {
            row.add(OneLine.of(cell));
        }
        rows.add(row);
        return this;
    }

    /** The lines, without an end of the last; nothing when there is none but the head. */
    String text() {
        if (rows.size() == (hasHead ? 1 : 0)) {
            return "";
        }
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                line.append(row.get(i))
                        .append(" ".repeat(widths[i] - width(row.get(i))))
                        .append(GAP);
            }
            text.append(text.isEmpty() ? "" : "\n").append(line.toString().stripTrailing());
        }
        return text.toString();
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
