package plumage.openhab;

import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import plumage.openhab.ItemState.Value;
import plumage.sensor.PlumageCollector;
import plumage.sensor.Quantity;
import plumage.sensor.Reading;

/**
 * The items as metrics.
 *
 * <pre>
 * openhab_item_temperature_celsius{item="Kitchen_Temperature",groups=",gKitchen,gClimate,",tags=",Measurement,Temperature,"} 21.5
 * openhab_item_switch_on{item="Kitchen_Light",groups=",gKitchen,"} 1.0
 * plumage_openhab_events_total{result="taken"} 1234.0
 * </pre>
 */
final class ItemMetrics extends PlumageCollector {
    /** Every other text of an item is a series more: what is allowed of it stays small. */
    static final int MOST_TEXTS = 500;

    private static final String PREFIX = "openhab_item_";

    private final Items items;
    private final List<Counts<?>> counts;
    private Reading latest = new Reading(BridgeSettings.PID, false, true, -1, List.of(), List.of(), 0);

    /** @param counts what has been counted besides */
    ItemMetrics(Items items, List<Counts<?>> counts) {
        this.items = items;
        this.counts = List.copyOf(counts);
    }

    @Override
    public synchronized Reading reading() {
        long revision = items.revision(); // by a plain loop: every scrape comes here
        for (Counts<?> count : counts) {
            revision += count.total();
        }
        if (revision != latest.revision()) {
            latest = new Reading(BridgeSettings.PID, false, true, revision, families(items.all()), List.of(), 0);
        }
        return latest;
    }

    private List<MetricFamilySamples> families(List<Item> all) {
        Map<Quantity, List<Sample>> numbers = new LinkedHashMap<>();
        for (Item item : all) {
            for (Value value : item.state().values()) {
                numbers.computeIfAbsent(value.quantity(), first -> new ArrayList<>())
                        .add(sample(PREFIX + value.quantity().family(), item, "unit", value.unit(), value.number()));
            }
        }
        List<MetricFamilySamples> families = new ArrayList<>();
        numbers.forEach((quantity, samples) -> families.add(new MetricFamilySamples(
                PREFIX + quantity.family(), quantity.unit(), Collector.Type.GAUGE, quantity.help(), samples)));
        families.add(new MetricFamilySamples(
                PREFIX + "text",
                "",
                Collector.Type.INFO,
                "Texts of the items that are configured for it.",
                texts(all)));
        families.add(new MetricFamilySamples(
                "plumage_openhab_items",
                "",
                Collector.Type.GAUGE,
                "Items of openHAB that are known.",
                List.of(new Sample("plumage_openhab_items", List.of(), List.of(), all.size()))));
        counts.forEach(count -> families.add(count.family()));
        return List.copyOf(families);
    }

    private static List<Sample> texts(List<Item> all) {
        return all.stream()
                .filter(item -> item.state().isText())
                .sorted(Comparator.comparing(Item::name))
                .limit(MOST_TEXTS)
                .map(item ->
                        sample(PREFIX + "text_info", item, "value", item.state().text(), 1))
                .toList();
    }

    /** Labels without a value are left out. */
    private static Sample sample(String name, Item item, String label, String labelValue, double value) {
        List<String> names = new ArrayList<>(4);
        List<String> values = new ArrayList<>(4);
        add(names, values, "item", item.name());
        add(names, values, "groups", joined(item.membership().groups()));
        add(names, values, "tags", joined(item.membership().tags()));
        add(names, values, label, labelValue);
        return new Sample(name, names, values, value);
    }

    private static void add(List<String> names, List<String> values, String name, String value) {
        if (!value.isEmpty()) {
            names.add(name);
            values.add(value);
        }
    }

    /** With commas around each, as service discovery has it, so that =~".*,gKitchen,.*" finds one. */
    private static String joined(List<String> list) {
        return list.isEmpty() ? "" : "," + String.join(",", list) + ",";
    }
}
