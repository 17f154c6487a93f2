package plumage.tests.vectors;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a driver did while a case was played: the registers it wrote, and how long it took in transfers and in time that nobody spent. */
final class Recording {
    private static final int MOST_TRANSFERS = 100_000;
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Map<Integer, List<Integer>> writes = new HashMap<>();
    private Duration elapsed = Duration.ZERO;
    private int transfers;

    /** A register was written. */
    void wrote(int register, int value) {
        writes.computeIfAbsent(register, r -> new ArrayList<>()).add(value);
    }

    /** What was written to a register, in that order. */
    List<Integer> writtenTo(int register) {
        return writes.getOrDefault(register, List.of());
    }

    /** A transfer begins. */
    void transfer() {
        if (++transfers > MOST_TRANSFERS) {
            throw new Unplayable("the driver did not end within " + MOST_TRANSFERS + " transfers");
        }
    }

    /** The driver waits. */
    void pause(Duration duration) {
        elapsed = elapsed.plus(duration);
        if (elapsed.compareTo(LONGEST) > 0) {
            throw new Unplayable(
                    "the driver did not end within " + LONGEST.toMinutes() + " minutes of its own waiting");
        }
    }
}
