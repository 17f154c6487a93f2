package plumage.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.felix.inventory.Format;
import org.junit.jupiter.api.Test;
import plumage.sensor.Trouble;
import plumage.sensor.overview.BusView;
import plumage.sensor.overview.Overview;
import plumage.sensor.overview.SensorView;
import plumage.sensor.overview.SensorView.Gap;
import plumage.sensor.overview.SensorView.Value;

class SensorInventoryTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    private static final Overview NOTHING = new Overview("", List.of(), List.of(), List.of(), Map.of(), Map.of());

    private static final Overview HUB = new Overview(
            "1.2.3",
            List.of(
                    new SensorView(
                            "attic",
                            "ads1115",
                            "i2c-1",
                            "0x48",
                            Map.of("room", "attic"),
                            true,
                            Optional.of(NOW.minusMillis(3250)),
                            17,
                            Map.of("nack", 0L),
                            List.of(new Gap("voltage_volts", "range", 2)),
                            List.of(new Value("voltage", Map.of("channel", "0"), 3.25, "volts")),
                            Optional.empty()),
                    new SensorView(
                            "cellar",
                            "lm75",
                            "i2c-1",
                            "",
                            Map.of(),
                            false,
                            Optional.empty(),
                            4,
                            Map.of("nack", 4L),
                            List.of(),
                            List.of(),
                            Optional.of(new Trouble("cellar", "nack", "not acknowledged")))),
            List.of(new Trouble("plumage.lm75~a", "bus", "bus: 'x' is not allowed")),
            List.of(new BusView("i2c-1", 42, Map.of("nack", 4L), 0.5, 1)),
            Map.of("ok", 3L),
            Map.of("com.acme.Requests", 6L));

    private static String printed(Overview hub, Format format) {
        StringWriter printed = new StringWriter();
        PrintWriter out = new PrintWriter(printed);
        new SensorInventory(() -> hub, Clock.fixed(NOW, ZoneOffset.UTC)).print(out, format, false);
        out.flush();
        return printed.toString();
    }

    /** Fails for whatever RFC 8259 does not allow. */
    private static void assertStrict(String json) throws IOException {
        JsonReader reader = new JsonReader(new StringReader(json));
        reader.setStrictness(Strictness.STRICT);
        reader.skipValue();
        assertThat(reader.peek()).isEqualTo(JsonToken.END_DOCUMENT);
    }

    @Test
    void text() {
        // "·" is the space of a line that is empty else
        assertThat(printed(HUB, Format.TEXT)).isEqualTo("""
                Plumage 1.2.3
                ·
                SENSOR  CHIP     BUS         STATE       LAST READ  ERROR
                attic   ads1115  i2c-1 0x48  up          3 s ago
                cellar  lm75     i2c-1       never read  -          nack: not acknowledged
                ·
                ·
                sensor        attic
                chip          ads1115
                bus           i2c-1 0x48
                labels        room=attic
                state         up
                last success  2026-01-01T11:59:56Z, 3 s ago
                reads         17
                errors        0
                lacked        voltage_volts: range 2
                ·
                VALUE      NUMBER  UNIT
                voltage 0  3.25    volts
                ·
                ·
                sensor        cellar
                chip          lm75
                bus           i2c-1
                labels        none
                state         never read
                last success  never
                reads         4
                errors        4 (nack 4)
                error         nack: not acknowledged
                ·
                It has no recent value.
                ·
                ·
                SENSOR  WHAT           REASON  ERRORS
                attic   voltage_volts  range   2
                cellar  reading        nack    4
                ·
                BUS    TRANSFERS  BUSY     TURNS SKIPPED  ERRORS
                i2c-1  42         0.500 s  1              4 (nack 4)
                ·
                REFUSED CONFIGURATION  KEY  WHY
                plumage.lm75~a         bus  'x' is not allowed
                ·
                Collectors: 3 ok
                ·
                COLLECTOR          ERRORS
                com.acme.Requests  6
                """.replace('·', ' '));
    }

    @Test
    void json() throws IOException {
        String json = printed(HUB, Format.JSON);
        assertThat(json).isEqualTo("""
                {"version":"1.2.3",\
                "sensors":[\
                {"name":"attic","chip":"ads1115","bus":"i2c-1","address":"0x48","labels":{"room":"attic"},\
                "state":"up","lastSuccess":"2026-01-01T11:59:56.750Z","error":null,\
                "values":[{"quantity":"voltage","labels":{"channel":"0"},"value":3.25,"unit":"volts"}],\
                "reads":17,"readErrors":{"nack":0},\
                "quantityErrors":[{"quantity":"voltage_volts","reason":"range","count":2}]},\
                {"name":"cellar","chip":"lm75","bus":"i2c-1","address":"","labels":{},\
                "state":"never read","lastSuccess":null,"error":{"reason":"nack","message":"not acknowledged"},\
                "values":[],\
                "reads":4,"readErrors":{"nack":4},\
                "quantityErrors":[]}],\
                "refused":[{"pid":"plumage.lm75~a","key":"bus","message":"bus: 'x' is not allowed"}],\
                "buses":[{"name":"i2c-1","transfers":42,"errors":{"nack":4},"busySeconds":0.5,"turnsSkipped":1}],\
                "collectors":{"ok":3},\
                "collectorErrors":{"com.acme.Requests":6}}""");
        assertStrict(json);
    }

    @Test
    void aHubThatHasNothing() throws IOException {
        String json = printed(NOTHING, Format.JSON);
        assertThat(json)
                .isEqualTo(
                        "{\"version\":\"\",\"sensors\":[],\"refused\":[],\"buses\":[],\"collectors\":{},\"collectorErrors\":{}}");
        assertStrict(json);
    }

    @Test
    void anyTextIsEscapedAndComesBack() throws IOException {
        StringBuilder all = new StringBuilder();
        for (char c = 0; c < 0x250; c++) {
            all.append(c);
        }
        String nasty = all + "\u2028\u2029\ufeff</script>😀";
        Overview hub = new Overview(
                nasty, List.of(), List.of(new Trouble("a\"b", "c\\d", "")), List.of(), Map.of(nasty, 1L), Map.of());

        String json = printed(hub, Format.JSON);

        assertStrict(json);
        assertThat(json).doesNotContain("<").matches("[^\\p{Cntrl}\\x80-\\x9f\\u2028\\u2029]*");
        assertThat(JsonParser.parseString(json).getAsJsonObject().get("version").getAsString())
                .isEqualTo(nasty);
        assertThat(JsonParser.parseString(json)
                        .getAsJsonObject()
                        .getAsJsonObject("collectors")
                        .get(nasty)
                        .getAsLong())
                .isEqualTo(1);
    }

    @Test
    void whatJsonCannotSayIsWrittenSoThatItIsJson() throws IOException {
        Json json = new Json().array();
        json.value(Double.NaN).value(Double.NEGATIVE_INFINITY).value(1e300).value(-0.0);
        json.value("half \ud83d").value((String) null).end();

        assertThat(json.text()).isEqualTo("[null,null,1.0E300,-0.0,\"half \\ud83d\",null]");
        assertStrict(json.text());
    }
}
