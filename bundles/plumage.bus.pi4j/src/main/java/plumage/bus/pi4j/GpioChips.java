package plumage.bus.pi4j;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import plumage.bus.BusException;
import plumage.bus.BusName;
import plumage.bus.Fault;
import plumage.bus.GpioSetup;

/** The GPIO chips of this machine, and their lines by number or by the kernel's name. */
final class GpioChips {
    private static final Pattern NUMBERS = Pattern.compile("gpio-(?<chip>\\d+)\\.(?<line>\\d+)");

    private final Kernel kernel;
    private final Path dev;
    private final Path devices;

    GpioChips(Kernel kernel, Path dev, Path sysfs) {
        this.kernel = kernel;
        this.dev = dev;
        this.devices = sysfs.resolve("bus/gpio/devices");
    }

    /** A line by numbers: they change from board to board, and on a Pi 5 from kernel to kernel. */
    private record Found(int chip, int line) {
        @Override
        public String toString() {
            return "gpio-" + chip + "." + line;
        }
    }

    /**
     * The lines of one name.
     *
     * @param refused why a chip could not be looked at
     */
    private record Scan(List<Found> found, @Nullable BusException refused) {}

    /**
     * Finds a line.
     *
     * @throws BusException {@link Fault#BUS} while its chip is absent or not permitted, or no line or several have the name
     */
    GpioFile open(BusName bus) throws BusException {
        Matcher numbers = NUMBERS.matcher(bus.text());
        return numbers.matches()
                ? open(bus, new Found(Integer.parseInt(numbers.group("chip")), Integer.parseInt(numbers.group("line"))))
                : open(bus, find(bus));
    }

    /**
     * Requests the GPIO of a Raspberry Pi: the line that the kernel calls so, or where none is, that of the first chip.
     *
     * @throws BusException {@link Fault#BUS} while it is absent, not permitted, an output, or used by somebody, who is named
     */
    GpioLine request(int gpio, String consumer, GpioSetup setup) throws BusException {
        List<Found> named = scan(numbers(), "GPIO" + gpio).found;
        Found found = named.size() == 1 ? named.get(0) : new Found(0, gpio);
        try (GpioChip chip = chip(found.chip)) {
            return chip.request(found.toString(), found.line, consumer, setup);
        }
    }

    private GpioFile open(BusName bus, Found found) throws BusException {
        GpioChip chip = chip(found.chip);
        try {
            chip.name(found.line); // there is such a line
            return new GpioFile(chip, bus.text(), found.line);
        } catch (BusException e) {
            chip.close();
            throw e;
        }
    }

    private GpioChip chip(int number) throws BusException {
        Path file = dev.resolve("gpiochip" + number);
        List<Integer> present = numbers();
        if (!present.isEmpty() && !present.contains(number)) {
            throw new BusException(Fault.BUS, file + " is not there; there are " + names(present));
        }
        return GpioChip.open(kernel, file);
    }

    private Found find(BusName bus) throws BusException {
        List<Integer> present = numbers();
        Scan scan = scan(present, bus.device());
        if (scan.found.size() == 1) {
            return scan.found.get(0);
        }
        if (scan.found.isEmpty() && scan.refused != null) {
            throw scan.refused;
        }
        throw new BusException(Fault.BUS, bus + why(present, scan.found));
    }

    private Scan scan(List<Integer> present, String name) {
        List<Found> found = new ArrayList<>();
        @Nullable BusException refused = null;
        for (int number : present) {
            try (GpioChip chip = chip(number)) {
                for (int line = 0; line < chip.lines(); line++) {
                    if (chip.name(line).equals(name)) {
                        found.add(new Found(number, line));
                    }
                }
            } catch (BusException unreadable) {
                refused = unreadable;
            }
        }
        return new Scan(found, refused);
    }

    private String why(List<Integer> present, List<Found> found) {
        if (present.isEmpty()) {
            return ": there is no GPIO chip in " + devices;
        }
        return found.isEmpty()
                ? ": no line of this name; looked at " + names(present)
                : ": several lines have this name: "
                        + found.stream().map(Found::toString).collect(Collectors.joining(", "))
                        + "; take one of these instead";
    }

    private static String names(List<Integer> chips) {
        return chips.stream().map(number -> "gpiochip" + number).collect(Collectors.joining(", "));
    }

    /** Not from {@code /dev}, where links give chips second names (gpiochip4 on a Pi 5). */
    private List<Integer> numbers() {
        try (Stream<Path> entries = Files.list(devices)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.matches("gpiochip\\d{1,3}"))
                    .map(name -> Integer.valueOf(name.substring("gpiochip".length())))
                    .sorted(Comparator.naturalOrder())
                    .toList();
        } catch (IOException absent) {
            return List.of();
        }
    }
}
