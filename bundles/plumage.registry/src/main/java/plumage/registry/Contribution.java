package plumage.registry;

import java.util.List;
import plumage.sensor.Reading;
import plumage.sensor.Series;
import plumage.sensor.exposition.Selection;

/**
 * What one source has to say at a time.
 *
 * @param reading what it gave, as far as that is legal
 * @param fresh whether values that expire hold
 * @param complaints about what is not legal
 */
record Contribution(Source source, Reading reading, boolean fresh, List<String> complaints) {
    /** A series by its place in the outline. */
    Series series(int index) {
        return reading.outline().series().get(index);
    }

    /** Whether a series has a number now. To a foreign collector NaN is one. */
    boolean has(int index) {
        return source instanceof Foreign || (fresh || !series(index).expires()) && !Double.isNaN(reading.number(index));
    }

    /** Whether a series is part of a selection. */
    boolean isIn(Selection selection, Series series) {
        if (!selection.collect().isEmpty()) {
            boolean collected = reading.isSensor() && selection.collect().contains(reading.source());
            if (!collected || series.family().name().startsWith(Self.PREFIX)) {
                return false;
            }
        }
        if (reading.isSensor() && selection.exclude().contains(reading.source())) {
            return false;
        }
        return selection.names().isEmpty()
                || selection.names().contains(series.family().name())
                || selection.names().contains(series.name());
    }
}
