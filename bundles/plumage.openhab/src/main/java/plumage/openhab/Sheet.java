package plumage.openhab;

import java.util.ArrayList;
import java.util.List;
import plumage.sensor.Family;
import plumage.sensor.Outline;
import plumage.sensor.Reading;
import plumage.sensor.Series;

/** A reading that is being written, series by series. */
final class Sheet {
    private final List<Series> series = new ArrayList<>();
    private final List<Double> numbers = new ArrayList<>();

    /** Adds a series of a family with its number; names and values of labels alternate. */
    void add(Family family, double number, String... labels) {
        series.add(family.series(labels));
        numbers.add(number);
    }

    /**
     * What was written.
     *
     * @param before the outline of the reading before, which is likely to be the same
     */
    Reading reading(String source, Outline before) {
        double[] all = numbers.stream().mapToDouble(Double::doubleValue).toArray();
        return Reading.of(source, before.with(series), all);
    }
}
