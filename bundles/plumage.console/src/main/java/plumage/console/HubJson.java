package plumage.console;

import java.time.Instant;
import java.util.Map;
import plumage.sensor.Trouble;
import plumage.sensor.overview.BusView;
import plumage.sensor.overview.Overview;
import plumage.sensor.overview.SensorView;
import plumage.sensor.overview.SensorView.Gap;
import plumage.sensor.overview.SensorView.Value;

/**
 * The hub as a JSON object:
 *
 * <pre>
 * {"version":"0.1.0",
 *  "sensors":[{"name":"office","chip":"si7021","bus":"i2c-1","address":"0x40","labels":{"room":"office"},
 *    "state":"down","lastSuccess":"2026-01-01T00:00:00Z","error":{"reason":"nack","message":"…"},
 *    "values":[{"quantity":"temperature","labels":{},"value":21.5,"unit":"celsius"}],
 *    "reads":7,"readErrors":{"nack":1},"quantityErrors":[{"quantity":"…","reason":"not_ready","count":0}]}],
 *  "refused":[{"pid":"plumage.si7021~attic","key":"bus","message":"…"}],
 *  "buses":[{"name":"i2c-1","transfers":42,"errors":{"nack":1},"busySeconds":0.5,"turnsSkipped":0}],
 *  "collectors":{"ok":4,"failing":0,"incompatible":0},
 *  "collectorErrors":{"com.acme.Requests":0}}
 * </pre>
 *
 * <p>{@code lastSuccess} and {@code error} are null where there is none.
 */
final class HubJson {
    private HubJson() {}

    static String of(Overview hub) {
        Json json = new Json().object();
        json.name("version").value(hub.version());
        json.name("sensors").array();
        hub.sensors().forEach(sensor -> sensor(json, sensor));
        json.end().name("refused").array();
        for (Trouble refused : hub.refused()) {
            json.object();
            json.name("pid").value(refused.subject());
            json.name("key").value(refused.reason());
            json.name("message").value(refused.message());
            json.end();
        }
        json.end().name("buses").array();
        hub.buses().forEach(bus -> bus(json, bus));
        json.end();
        counts(json.name("collectors"), hub.collectors());
        counts(json.name("collectorErrors"), hub.collectorErrors());
        return json.end().text();
    }

    private static void sensor(Json json, SensorView sensor) {
        json.object();
        json.name("name").value(sensor.name());
        json.name("chip").value(sensor.chip());
        json.name("bus").value(sensor.bus());
        json.name("address").value(sensor.address());
        texts(json.name("labels"), sensor.labels());
        json.name("state").value(sensor.state());
        json.name("lastSuccess")
                .value(sensor.lastSuccess().map(Instant::toString).orElse(null));
        json.name("error");
        sensor.trouble().ifPresentOrElse(trouble -> trouble(json, trouble), () -> json.value(null));
        json.name("values").array();
        for (Value value : sensor.values()) {
            json.object();
            json.name("quantity").value(value.quantity());
            texts(json.name("labels"), value.labels());
            json.name("value").value(value.number());
            json.name("unit").value(value.unit());
            json.end();
        }
        json.end();
        json.name("reads").value(sensor.reads());
        counts(json.name("readErrors"), sensor.errors());
        json.name("quantityErrors").array();
        for (Gap gap : sensor.gaps()) {
            json.object();
            json.name("quantity").value(gap.quantity());
            json.name("reason").value(gap.reason());
            json.name("count").value(gap.count());
            json.end();
        }
        json.end().end();
    }

    private static void trouble(Json json, Trouble trouble) {
        json.object();
        json.name("reason").value(trouble.reason());
        json.name("message").value(trouble.message());
        json.end();
    }

    private static void bus(Json json, BusView bus) {
        json.object();
        json.name("name").value(bus.name());
        json.name("transfers").value(bus.transfers());
        counts(json.name("errors"), bus.errors());
        json.name("busySeconds").value(bus.busySeconds());
        json.name("turnsSkipped").value(bus.turnsSkipped());
        json.end();
    }

    private static void counts(Json json, Map<String, Long> counts) {
        json.object();
        counts.forEach((name, count) -> json.name(name).value(count));
        json.end();
    }

    private static void texts(Json json, Map<String, String> texts) {
        json.object();
        texts.forEach((name, text) -> json.name(name).value(text));
        json.end();
    }
}
