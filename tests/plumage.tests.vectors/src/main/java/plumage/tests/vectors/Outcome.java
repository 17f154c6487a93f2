package plumage.tests.vectors;

import java.util.List;

/**
 * What came of one case.
 *
 * @param chip the chip, or the file's name when it could not be read
 * @param name the case
 * @param problems what is wrong, each with expected and actual
 * @param skipped whether it was not played because there is no driver
 */
record Outcome(String chip, String name, List<String> problems, boolean skipped) {
    boolean passed() {
        return !skipped && problems.isEmpty();
    }

    boolean failed() {
        return !problems.isEmpty();
    }
}
