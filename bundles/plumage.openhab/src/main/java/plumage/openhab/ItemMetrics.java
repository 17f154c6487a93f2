package plumage.openhab;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import plumage.openhab.ItemState.Value;
import plumage.sensor.Family;
import plumage.sensor.Outline;
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
    private static final Family TEXTS = Family.info(PREFIX + "text", "Texts of the items that are configured for it.");
    private static final Family ITEMS = Family.gauge("plumage_openhab_items", "", "Items of openHAB that are known.");

    private final Items items;
    private final List<Counts<?>> counts;
    private long revision = -1;
    private Reading latest = Reading.of(BridgeSettings.PID, Outline.EMPTY);

    /** @param counts what has been counted besides */
    ItemMetrics(Items items, List<Counts<?>> counts) {
        this.items = items;
        this.counts = List.copyOf(counts);
    }

    @Override
    public synchronized Reading reading() {
        long now = items.revision(); // by a plain loop: every look at the sources comes here
        for (Counts<?> count : counts) {
            now += count.total();
        }
        if (now != revision) {
            revision = now;
            Sheet sheet = new Sheet();
            addTo(sheet, items.all());
            counts.forEach(count -> count.addTo(sheet));
            latest = sheet.reading(BridgeSettings.PID, latest.outline());
        }
        return latest;
    }

    private static void addTo(Sheet sheet, List<Item> all) {
        for (Item item : all) {
            for (Value value : item.state().values()) {
                Quantity quantity = value.quantity();
                Family family = Family.gauge(PREFIX + quantity.family(), quantity.unit(), quantity.help());
                sheet.add(family, value.number(), labels(item, "unit", value.unit()));
            }
        }
        all.stream()
                .filter(item -> item.state().isText())
                .sorted(Comparator.comparing(Item::name))
                .limit(MOST_TEXTS)
                .forEach(item ->
                        sheet.add(TEXTS, 1, labels(item, "value", item.state().text())));
        sheet.add(ITEMS, all.size());
    }

    /** Labels without a value are left out. */
    private static String[] labels(Item item, String label, String labelValue) {
        List<String> labels = new ArrayList<>();
        add(labels, "item", item.name());
        add(labels, "groups", joined(item.membership().groups()));
        add(labels, "tags", joined(item.membership().tags()));
        add(labels, label, labelValue);
        return labels.toArray(String[]::new);
    }

    private static void add(List<String> labels, String name, String value) {
        if (!value.isEmpty()) {
            labels.add(name);
            labels.add(value);
        }
    }

    /** With commas around each, as service discovery has it, so that =~".*,gKitchen,.*" finds one. */
    private static String joined(List<String> list) {
        return list.isEmpty() ? "" : "," + String.join(",", list) + ",";
    }
}
