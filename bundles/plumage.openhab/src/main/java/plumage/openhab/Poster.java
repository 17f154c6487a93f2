package plumage.openhab;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumage.sensor.Reading;
import plumage.sensor.Series;

/**
 * Puts readings of sensors onto openHAB's event bus. Each turn looks at them once and posts what has changed by more than its threshold, so the pace of the turns
 * is the most that an item gets. What expired, or has no sensor any more, is posted as UNDEF.
 *
 * <p>An item that openHAB made after it was posted to has not got it: as a handler of events it hears of new items, and of openHAB's start levels, and posts again.
 */
final class Poster implements Runnable, EventHandler {
    /** What was posted: the values of the label {@code result}. */
    enum Result {
        /** A reading. */
        VALUE,
        /** That there is none any more. */
        UNDEFINED
    }

    /** The events that it wants to hear. */
    static final String FILTER = "(|(type=ItemAddedEvent)(type=ItemUpdatedEvent)(type=StartlevelEvent))";

    private static final Logger LOG = LoggerFactory.getLogger(Poster.class);
    private static final List<String> SERIES_LABELS = List.of("channel", "axis", "size");

    private final List<Posting> postings;
    private final Supplier<Map<String, Reading>> sensors;
    private final Consumer<Event> bus;
    private final LongSupplier nanoTime;
    private final Map<String, Double> posted = new ConcurrentHashMap<>();
    private final Counts<Result> counts = new Counts<>(
            "plumage_openhab_posts", "States of items that were put onto the bus of openHAB.", Result.class);

    /**
     * @param sensors their readings of now, by their names
     * @param bus gets the events
     * @param nanoTime the clock of the readings
     */
    Poster(List<Posting> postings, Supplier<Map<String, Reading>> sensors, Consumer<Event> bus, LongSupplier nanoTime) {
        this.postings = postings;
        this.sensors = sensors;
        this.bus = bus;
        this.nanoTime = nanoTime;
    }

    Counts<Result> counts() {
        return counts;
    }

    @Override
    public void run() {
        try {
            Map<String, Reading> readings = sensors.get();
            postings.forEach(posting -> post(posting, Optional.ofNullable(readings.get(posting.sensor()))));
        } catch (RuntimeException defect) {
            LOG.error("defect in a timed task", defect); // a scheduled executor would keep it to itself
        }
    }

    private void post(Posting posting, Optional<Reading> reading) {
        Optional<Value> value = reading.flatMap(known -> value(posting, known));
        Double last = posted.get(posting.item());
        // remembered before it is posted: who wants it again meanwhile gets it again
        if (value.isEmpty()) {
            if (last != null) {
                posted.remove(posting.item());
                bus.accept(StateEvent.undefined(posting.item()).event());
                counts.count(Result.UNDEFINED);
            }
        } else if (last == null || Math.abs(value.get().number() - last) > posting.threshold()) {
            posted.put(posting.item(), value.get().number());
            bus.accept(StateEvent.of(
                            posting.item(),
                            posting.type(),
                            value.get().number(),
                            value.get().unit())
                    .event());
            counts.count(Result.VALUE);
        }
    }

    private record Value(double number, String unit) {}

    private Optional<Value> value(Posting posting, Reading reading) {
        if (!reading.isFresh(nanoTime.getAsLong())) {
            return Optional.empty();
        }
        List<Series> all = reading.outline().series();
        for (int i = 0; i < all.size(); i++) {
            Series series = all.get(i);
            boolean meant = series.expires()
                    && series.name().equals(posting.metric())
                    && posting.series().equals(which(series));
            if (meant && !Double.isNaN(reading.number(i))) {
                return Optional.of(new Value(reading.number(i), series.family().unit()));
            }
        }
        return Optional.empty();
    }

    private static String which(Series series) {
        for (String label : SERIES_LABELS) {
            int index = series.labelNames().indexOf(label);
            if (index >= 0) {
                return series.labelValues().get(index);
            }
        }
        return "";
    }

    @Override
    public void handleEvent(Event event) {
        if ("StartlevelEvent".equals(event.getProperty("type"))) {
            posted.clear();
        } else if (event.getProperty("topic") instanceof String topic) {
            ItemEvents.item(topic).ifPresent(posted::remove);
        }
    }
}
