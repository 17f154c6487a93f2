package plumage.tests.pi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What Plumage read beside what the kernel read, line by line, and figures of the machine: {@code target/comparison.txt}. */
final class Comparison {
    private final List<String> rows = new ArrayList<>();
    private final List<String> figures = new ArrayList<>();

    Comparison() {
        row("quantity", "given to QEMU", "Plumage read", "the kernel read");
    }

    /** A value, which has been judged. */
    void row(String quantity, String given, Object plumage, Object kernel) {
        rows.add(String.format("%-34s %-16s %20s %18s", quantity, given, plumage, kernel));
    }

    /** A value that nobody judges. */
    void figure(String text) {
        figures.add(text);
    }

    /** Writes it and says it. */
    void write() throws IOException {
        String text = String.join("\n", rows) + "\n\n" + String.join("\n", figures) + "\n";
        Files.writeString(Path.of("target/comparison.txt"), text);
        System.out.print(text);
    }
}
