package plumage.openhab;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import plumage.openhab.Item.Membership;
import plumage.sensor.Reading;

class ItemMetricsTest {
    private final Items items = new Items(10_000);
    private final ItemEvents events =
            new ItemEvents(items, BridgeSettings.parse(Map.of("strings", "*"), new HashMap<>()));
    private final ItemMetrics metrics = new ItemMetrics(items, List.of(events.counts()));

    @Test
    void anIdleBridgeSaysSo() {
        assertThat(samples())
                .containsExactly(
                        "plumage_openhab_items[][] 0.0",
                        "plumage_openhab_events_total[result][taken] 0.0",
                        "plumage_openhab_events_total[result][ignored] 0.0",
                        "plumage_openhab_events_total[result][malformed] 0.0",
                        "plumage_openhab_events_total[result][full] 0.0");
    }

    @Test
    void eachItemIsInTheFamilyOfItsKind() {
        items.tell("Kitchen_Temperature", new Membership(List.of("gKitchen", "gClimate"), List.of("Measurement")));
        events.handleEvent(Bus.state("Kitchen_Temperature", "Quantity", "70.7 °F"));
        events.handleEvent(Bus.state("Attic_Temperature", "Quantity", "12 °C"));
        items.tell("Kitchen_Light", new Membership(List.of("gKitchen"), List.of()));
        events.handleEvent(Bus.state("Kitchen_Light", "OnOff", "ON"));
        events.handleEvent(Bus.state("Lamp", "HSB", "240,50,25"));
        events.handleEvent(Bus.state("Ozone", "Quantity", "300 DU"));
        events.handleEvent(Bus.state("Weather", "String", "sunny"));
        events.handleEvent(Bus.state("Broken", "UnDef", "NULL"));
        events.handleEvent(Bus.state("Broken", "Decimal", "?"));

        assertThat(samples())
                .containsExactly(
                        "openhab_item_temperature_celsius[item, groups, tags][Kitchen_Temperature, ,gKitchen,gClimate,, ,Measurement,] 21.5",
                        "openhab_item_temperature_celsius[item][Attic_Temperature] 12.0",
                        "openhab_item_switch_on[item, groups][Kitchen_Light, ,gKitchen,] 1.0",
                        "openhab_item_hue_degrees[item][Lamp] 240.0",
                        "openhab_item_saturation_ratio[item][Lamp] 0.5",
                        "openhab_item_ratio[item][Lamp] 0.25",
                        "openhab_item_state[item, unit][Ozone, DU] 300.0",
                        "openhab_item_text_info[item, value][Weather, sunny] 1.0",
                        "plumage_openhab_items[][] 6.0",
                        "plumage_openhab_events_total[result][taken] 7.0",
                        "plumage_openhab_events_total[result][ignored] 0.0",
                        "plumage_openhab_events_total[result][malformed] 1.0",
                        "plumage_openhab_events_total[result][full] 0.0");
    }

    @Test
    void aFamilySaysItsUnitAndType() {
        events.handleEvent(Bus.state("A", "Quantity", "1 kW"));
        events.handleEvent(Bus.state("B", "String", "x"));

        assertThat(metrics.reading().families(0))
                .extracting(family -> family.name + " " + family.type + " " + family.unit)
                .containsExactly(
                        "openhab_item_power_watts GAUGE watts",
                        "openhab_item_text INFO ",
                        "plumage_openhab_items GAUGE ",
                        "plumage_openhab_events COUNTER ");
        assertThat(metrics.reading().families(0).get(0).help).isEqualTo("Electric power.");
    }

    @Test
    void textsStayFew() {
        IntStream.range(0, 600).forEach(i -> events.handleEvent(Bus.state("Text" + (999 - i), "String", "x" + i)));

        List<Sample> texts = metrics.reading().families(0).stream()
                .filter(family -> family.type == Collector.Type.INFO)
                .findFirst()
                .orElseThrow()
                .samples;
        assertThat(texts).hasSize(500);
        assertThat(texts.get(0).labelValues).containsExactly("Text400", "x599");
        assertThat(texts.get(499).labelValues).containsExactly("Text899", "x100");
    }

    @Test
    void aSnapshotIsKeptUntilSomethingHappens() {
        events.handleEvent(Bus.state("A", "Decimal", "1"));
        Reading reading = metrics.reading();
        assertThat(metrics.reading()).isSameAs(reading);

        events.handleEvent(Bus.event("FromTheFuture", "", ""));
        Reading later = metrics.reading();
        assertThat(later).isNotSameAs(reading);
        assertThat(later.outline()).isSameAs(reading.outline());

        items.remove("A");
        assertThat(metrics.reading().outline()).isNotSameAs(later.outline());
        assertThat(metrics.reading().isSensor()).isFalse();
        assertThat(metrics.reading().isTried()).isTrue();
    }

    private List<String> samples() {
        return metrics.reading().families(0).stream()
                .map((MetricFamilySamples family) -> family.samples)
                .flatMap(List::stream)
                .map(sample -> sample.name + sample.labelNames + sample.labelValues + " " + sample.value)
                .toList();
    }
}
