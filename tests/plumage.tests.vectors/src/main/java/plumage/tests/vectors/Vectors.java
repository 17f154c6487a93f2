package plumage.tests.vectors;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import plumage.sensor.SensorDriver;

/** The command: plays each file of a directory and names what fails. Its last line counts the cases. */
public final class Vectors {
    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private final Drivers drivers;
    private final Chips chips;

    Vectors(Drivers drivers, Chips chips) {
        this.drivers = drivers;
        this.chips = chips;
    }

    /** Plays the vectors of a directory; ends with status 1 when a case failed and with 2 when there was nothing to play. */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.exit(run(arguments, out));
    }

    static int run(String[] arguments, PrintStream out) {
        if (arguments.length != 1) {
            out.println(
                    "One argument is needed: a directory of vectors, <chip>.json in the format " + VectorFile.FORMAT);
            return USAGE;
        }
        Vectors vectors = new Vectors(Drivers.find(Vectors.class.getClassLoader()), Chips.load());
        try {
            return vectors.report(vectors.play(Path.of(arguments[0])), out);
        } catch (MalformedVectors nothing) {
            out.println(nothing.getMessage());
            return USAGE;
        }
    }

    /**
     * Plays all files of a directory, in the order of their names.
     *
     * @throws MalformedVectors when it is not a directory or holds none
     */
    List<Outcome> play(Path directory) throws MalformedVectors {
        if (!Files.isDirectory(directory)) {
            throw new MalformedVectors("'" + directory + "' is not a directory");
        }
        List<Path> files;
        try (Stream<Path> list = Files.list(directory)) {
            files = list.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new MalformedVectors("'" + directory + "' cannot be read: " + unreadable.getMessage(), unreadable);
        }
        if (files.isEmpty()) {
            throw new MalformedVectors("'" + directory + "' holds no file <chip>.json");
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (Path file : files) {
            outcomes.addAll(playFile(file));
        }
        return outcomes;
    }

    private List<Outcome> playFile(Path path) {
        try {
            VectorFile file = VectorFile.read(path);
            SensorDriver driver = drivers.of(file.chip());
            if (driver == null) {
                return file.cases().stream()
                        .map(item -> new Outcome(file.chip(), name(item), List.of(), true))
                        .toList();
            }
            return play(file, driver);
        } catch (MalformedVectors malformed) {
            return List.of(
                    new Outcome(String.valueOf(path.getFileName()), "file", List.of(malformed.getMessage()), false));
        }
    }

    /** Plays all cases of a file. */
    List<Outcome> play(VectorFile file, SensorDriver driver) throws MalformedVectors {
        Player player = new Player(file, driver, chips.chip(file.chip()));
        return file.cases().stream()
                .map(item -> new Outcome(file.chip(), name(item), player.play(item), false))
                .toList();
    }

    private int report(List<Outcome> outcomes, PrintStream out) {
        Map<String, List<Outcome>> byChip = new LinkedHashMap<>();
        outcomes.forEach(outcome -> byChip.computeIfAbsent(outcome.chip(), chip -> new ArrayList<>())
                .add(outcome));
        byChip.forEach((chip, cases) -> {
            if (cases.get(0).skipped()) {
                out.println("skipped " + chip + ": " + cases.size() + " cases, no driver");
            } else {
                out.println("played  " + chip + ": "
                        + cases.stream().filter(Outcome::passed).count() + " of " + cases.size() + " cases passed");
            }
            cases.forEach(outcome -> outcome.problems()
                    .forEach(problem -> out.println("FAILED  " + chip + " " + outcome.name() + ": " + problem)));
        });
        long passed = outcomes.stream().filter(Outcome::passed).count();
        long failed = outcomes.stream().filter(Outcome::failed).count();
        long skipped = outcomes.stream().filter(Outcome::skipped).count();
        out.println("vectors: " + passed + " passed, " + failed + " failed, " + skipped + " skipped");
        return failed == 0 ? OK : FAILED;
    }

    private static String name(JsonObject vectorCase) {
        return vectorCase.containsKey("name") ? Json.text(vectorCase.get("name")) : "without a name";
    }
}
