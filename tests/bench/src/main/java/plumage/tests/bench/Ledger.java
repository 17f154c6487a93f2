package plumage.tests.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import plumage.tests.bench.probe.Fingerprint;
import plumage.tests.pages.Scrape;
import plumage.tests.pages.Scrape.Series;

/**
 * What each sensor has said from inside the hub, and what pages said of it. A page is right when all that it says of a sensor is of one reading, and no reading
 * that was there {@link #ALLOWANCE} before the page was asked for is missing behind it.
 *
 * <p>Times are seconds since 1970, by the one clock of the machine.
 */
final class Ledger {
    /** How far a page may be behind a sensor, in seconds. */
    static final double ALLOWANCE = 0.25;

    private static final String SENSOR = "sensor";
    private static final String READS = "sensor_reads_total";
    private static final int REMEMBERED = 32;
    private static final int MOST_COMPLAINTS = 5;

    /**
     * One reading.
     *
     * @param at when it was taken
     * @param fingerprint of all its series
     */
    private record Said(double at, long fingerprint) {}

    /** The latest of each sensor, by how often it had been read. */
    private final Map<String, NavigableMap<Double, Said>> sensors = new HashMap<>();

    private final List<String> complaints = new ArrayList<>();
    private long readings;
    private long pages;
    private long compared;
    private long unseen;
    private double furthest;

    /** What a page says of a sensor. */
    private static final class Lines {
        private double reads = Double.NaN;
        private long fingerprint;
    }

    /** A sensor was read for the so-manieth time. */
    synchronized void said(String sensor, double reads, double at, long fingerprint) {
        NavigableMap<Double, Said> all = sensors.computeIfAbsent(sensor, name -> new TreeMap<>());
        if (all.putIfAbsent(reads, new Said(at, fingerprint)) == null) {
            readings++;
        }
        if (all.size() > REMEMBERED) {
            all.pollFirstEntry();
        }
    }

    /** A page was asked for at a time, after the sensors were asked for what they had to say, and before they were again. */
    synchronized void page(Scrape page, double askedAt) {
        pages++;
        Map<String, Lines> lines = lines(page);
        sensors.forEach((sensor, all) -> {
            Lines its = lines.get(sensor);
            if (its == null) {
                complain(sensor + " is not on the page");
            } else {
                compare(sensor, all, its, askedAt);
            }
        });
    }

    private void compare(String sensor, NavigableMap<Double, Said> all, Lines its, double askedAt) {
        Map.Entry<Double, Said> next = all.higherEntry(its.reads);
        if (next != null) {
            double behind = askedAt - next.getValue().at;
            furthest = Math.max(furthest, behind);
            if (behind > ALLOWANCE) {
                complain(String.format(
                        "%s: the page tells reading %.0f, reading %.0f was there %.3f s before it was asked for",
                        sensor, its.reads, next.getKey(), behind));
            }
        }
        Said said = all.get(its.reads);
        if (said != null) {
            compared++;
            if (said.fingerprint != its.fingerprint) {
                complain(sensor + ": what the page tells is not reading " + its.reads + " as a whole");
            }
        } else if (next != null && all.lowerKey(its.reads) != null) {
            unseen++; // two readings between two looks
        } else {
            complain(sensor + ": the page tells reading " + its.reads + ", which there never was");
        }
    }

    private static Map<String, Lines> lines(Scrape page) {
        Map<String, Lines> lines = new LinkedHashMap<>();
        page.samples().forEach((series, value) -> {
            String sensor = series.labels().get(SENSOR);
            if (sensor != null) {
                Lines its = lines.computeIfAbsent(sensor, name -> new Lines());
                its.fingerprint += Fingerprint.of(hash(series), value);
                if (series.name().equals(READS)) {
                    its.reads = value;
                }
            }
        });
        return lines;
    }

    private static long hash(Series series) {
        long hash = Fingerprint.series(series.name());
        for (Map.Entry<String, String> label : series.labels().entrySet()) {
            hash = Fingerprint.label(hash, label.getKey(), label.getValue());
        }
        return hash;
    }

    /** Notes that something is wrong. */
    synchronized void complain(String what) {
        if (complaints.size() < MOST_COMPLAINTS) {
            complaints.add(what);
        }
    }

    /** The first things that were wrong. */
    synchronized List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** How many readings were taken. */
    synchronized long readings() {
        return readings;
    }

    /** How many pages were compared. */
    synchronized long pages() {
        return pages;
    }

    @Override
    public synchronized String toString() {
        return String.format(
                "%d pages, %d times a sensor on one; furthest behind: %.0f ms%s",
                pages,
                compared + unseen,
                furthest * 1e3,
                unseen == 0 ? "" : "; " + unseen + " without comparing lines");
    }
}
