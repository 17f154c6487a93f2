package plumage.tests.soak;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import plumage.tests.pages.Scrape;
import plumage.tests.pages.Scrape.Series;

/** Whether a page, well formed, says what it must and nothing that it cannot know. Remembers counters from page to page of one client. */
final class Judge {
    private static final Set<String> COUNTING = Set.of("counter", "summary", "histogram");

    /** What a counter said last. */
    private record Counted(Expectation.Life life, double value) {}

    private final Map<Series, Counted> counters = new HashMap<>();

    /**
     * @param before what was expected when it was asked for
     * @param after what was expected when it was there
     */
    void judge(Scrape page, Scraper.Query query, Expectation before, Expectation after) {
        Set<String> sensors = sensors(page);
        // while the core is updated a foreign collector that repeats a sensor is the only one that has its series
        boolean updated = before.window() != after.window() || !after.open().isEmpty();
        for (String sensor : sensors) {
            demand(
                    before.possible().contains(sensor) || after.possible().contains(sensor),
                    "series of the sensor " + sensor + ", which is not there; there are " + after.possible());
            demand(updated || selects(query, sensor), "series of the sensor " + sensor + ", which was not asked for");
        }
        for (String guest : guests(page)) {
            demand(
                    before.guests().contains(guest) || after.guests().contains(guest),
                    "series of the collector " + guest + ", which is not there; there are " + after.guests());
        }
        Map<String, Expectation.Life> certain = new HashMap<>(before.certain());
        certain.entrySet()
                .removeIf(one -> !one.getValue().equals(after.certain().get(one.getKey())));
        certain.forEach((sensor, life) -> {
            if (selects(query, sensor) && !query.key().equals("name[]")) {
                demandLabels(page, sensor, life.state().labels());
            }
        });
        if (certain.containsKey(Slot.STEADY) && selects(query, Slot.STEADY) && shows(query, "sensor_up")) {
            demand(page.says(1, "sensor_up", "sensor", Slot.STEADY), "the steady sensor is not up");
        }
        demandWhole(page, query);
        Set<String> counting = counting(page);
        demandNumbers(page, counting);
        demandGrowth(page, counting, certain);
    }

    /** The sensors that a page has, by their {@code sensor_up}. */
    static Set<String> sensors(Scrape page) {
        return page.samples().keySet().stream()
                .map(series -> series.labels().get("sensor"))
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    /** The foreign collectors that a page tells of, by their label {@code guest} or {@code collector}. */
    static Set<String> guests(Scrape page) {
        return page.samples().keySet().stream()
                .flatMap(
                        series -> List.of(
                                series.labels().getOrDefault("guest", ""),
                                series.labels().getOrDefault("collector", ""))
                                .stream())
                .filter(name -> name.startsWith("soak.guest."))
                .collect(Collectors.toSet());
    }

    private static boolean selects(Scraper.Query query, String sensor) {
        return switch (query.key()) {
            case "collect[]" -> sensor.equals(query.value());
            case "exclude[]" -> !sensor.equals(query.value());
            default -> true;
        };
    }

    private static boolean shows(Scraper.Query query, String family) {
        return !query.key().equals("name[]") || query.value().equals(family);
    }

    /** A sensor's series have the labels that were configured, no other. */
    static void demandLabels(Scrape page, String sensor, Map<String, String> labels) {
        SortedMap<String, String> all = new TreeMap<>(labels);
        all.put("sensor", sensor);
        demand(
                page.samples().containsKey(new Series("sensor_up", all)),
                "no sensor_up" + all + "; there is " + page.where(series -> series.is("sensor_up", "sensor", sensor)));
    }

    /** The parts of one reading fit together: no family is of an earlier page than another. */
    private static void demandWhole(Scrape page, Scraper.Query query) {
        if (query.key().equals("name[]")) {
            Set<String> families = page.types().keySet();
            demand(
                    families.stream()
                            .allMatch(
                                    family -> family.equals(query.value()) || family.equals(query.value() + "_total")),
                    "asked for " + query.value() + ", got " + families);
            return;
        }
        if (query.key().equals("collect[]")) {
            demand(
                    page.samples().keySet().stream()
                            .allMatch(series -> series.labels().containsKey("sensor")),
                    "more than was asked for");
        } else {
            demand(page.has("plumage_build_info"), "no plumage_build_info");
            demand(page.has("plumage_scrapes_total"), "no plumage_scrapes_total");
        }
        for (String sensor : sensors(page)) {
            if (sensor.equals(Slot.STEADY) && !page.has("sensor_reads_total", "sensor", sensor)) {
                continue; // the core is away, and a guest says what it repeats otherwise
            }
            double reads = page.value("sensor_reads_total", "sensor", sensor);
            double errors = 0;
            for (Map.Entry<Series, Double> sample : page.samples().entrySet()) {
                if (sample.getKey().is("sensor_read_errors_total", "sensor", sensor)) {
                    errors += sample.getValue();
                }
            }
            demand(errors <= reads, sensor + " has failed " + errors + " of " + reads + " times");
        }
    }

    /** Missing is absent, never NaN, and what counts is never negative; what foreign collectors say is theirs. */
    private static void demandNumbers(Scrape page, Set<String> counting) {
        page.samples().forEach((series, value) -> {
            boolean ours = !series.name().startsWith("soak_")
                    && !series.name().startsWith("jvm_")
                    && !series.name().startsWith("process_");
            demand(!ours || Double.isFinite(value), series + " is " + value);
            demand(!ours || !counting.contains(series.name()) || value >= 0, series + " is " + value);
            if (series.name().equals("sensor_up")) {
                demand(value == 0 || value == 1, series + " is " + value);
            }
        });
    }

    private void demandGrowth(Scrape page, Set<String> counting, Map<String, Expectation.Life> certain) {
        page.samples().forEach((series, value) -> {
            Expectation.Life life = certain.get(series.labels().getOrDefault("sensor", ""));
            if (life != null && counting.contains(series.name())) {
                Counted last = counters.put(series, new Counted(life, value));
                demand(
                        last == null || !last.life.equals(life) || value >= last.value,
                        series + " counts from " + (last == null ? 0 : last.value) + " back to " + value);
            }
        });
        counters.keySet().removeIf(series -> {
            Expectation.Life life = certain.get(series.labels().getOrDefault("sensor", ""));
            return life == null || !life.equals(Objects.requireNonNull(counters.get(series)).life);
        });
    }

    /** The names of all samples that only grow. */
    private static Set<String> counting(Scrape page) {
        Set<String> names = new HashSet<>();
        page.types().forEach((family, type) -> {
            if (COUNTING.contains(type)) {
                names.addAll(
                        List.of(family, family + "_total", family + "_sum", family + "_count", family + "_bucket"));
            }
        });
        return names;
    }

    private static void demand(boolean so, String complaint) {
        if (!so) {
            throw new AssertionError(complaint);
        }
    }
}
