package plumage.tests.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every case of a directory of vectors is a test: our own copy, or {@code -Dvectors.dir=DIR}. */
class VectorsTest {
    private static final Drivers DRIVERS = Drivers.find(VectorsTest.class.getClassLoader());

    @TestFactory
    Stream<DynamicNode> cases() throws Exception {
        Map<String, List<Outcome>> byChip = new LinkedHashMap<>();
        for (Outcome outcome : new Vectors(DRIVERS, Chips.load()).play(directory())) {
            byChip.computeIfAbsent(outcome.chip(), chip -> new ArrayList<>()).add(outcome);
        }
        return byChip.entrySet().stream()
                .map(chip -> dynamicContainer(
                        chip.getKey(),
                        chip.getValue().stream().map(outcome -> dynamicTest(outcome.name(), () -> show(outcome)))));
    }

    @Test
    void findsTheDriversOfTheBundlesOnTheClassPath() {
        assertThat(DRIVERS.chips()).contains("bme680", "bme688");
    }

    private static void show(Outcome outcome) {
        if (outcome.skipped()) {
            abort("no driver for " + outcome.chip());
        }
        if (outcome.failed()) {
            fail(outcome.chip() + " " + outcome.name() + ": " + String.join("; ", outcome.problems()));
        }
    }

    private static Path directory() throws URISyntaxException {
        String other = System.getProperty("vectors.dir", "");
        return other.isEmpty()
                ? Path.of(VectorsTest.class.getResource("/vectors").toURI())
                : Path.of(other);
    }
}
