package plumage.tests.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import plumage.bus.BusException;
import plumage.bus.Fault;
import plumage.sensor.Quantity;
import plumage.sensor.SensorDriver;

/** The harness sees what is wrong: each test spoils a case that passes. */
class HarnessTest {
    private static final Drivers DRIVERS = Drivers.find(HarnessTest.class.getClassLoader());

    private final VectorFile bme680 = ours("bme680");
    private final SensorDriver driver = DRIVERS.of("bme680");

    @Test
    void anUntouchedCasePasses() {
        assertThat(play(bme680("deep-cold"))).isEmpty();
    }

    @Test
    void aValueBeyondItsToleranceFailsOnEachBus() {
        JsonObject spoilt = with(bme680("deep-cold"), "/expect/values/temperature/value", "-39.0005");

        assertThat(play(spoilt))
                .containsExactly(
                        "temperature: expected -39.0005 celsius ± 1.0E-4, actual -39.000313683824245 celsius",
                        "over spi: temperature: expected -39.0005 celsius ± 1.0E-4, actual -39.000313683824245 celsius");
    }

    @Test
    void theToleranceOfOtherFormulasDoesNotCountWhereThereIsOneForOurs() {
        JsonObject spoilt = with(bme680("deep-cold"), "/expect/values/pressure/value", "90003");

        assertThat(play(spoilt))
                .hasSize(2)
                .first()
                .asString()
                .startsWith("pressure: expected 90003.0 pascal ± 0.1, actual 90000.0");
        assertThat(play(without(spoilt, "/expect/values/pressure/tolerance_double")))
                .isEmpty();
    }

    @Test
    void anAlternativeIsAsGood() {
        JsonObject spoilt = with(bme680("deep-cold"), "/expect/values/pressure/value", "80000");

        assertThat(play(with(spoilt, "/expect/values/pressure/alternatives", "[1, 90000.02]")))
                .isEmpty();
    }

    @Test
    void aChipThatDoesNotAnswerAsExpectedFails() {
        JsonObject spoilt = with(bme680("deep-cold"), "/device/registers/0xD0", "\"0x58\"");

        assertThat(play(spoilt))
                .hasSize(8)
                .contains("pressure: expected 90000.0234375 pascal ± 0.1, actual fault identity"
                        + " (chip_id is 0x58, that of a BMP280; a BME680 or BME688 has 0x61)");
    }

    @Test
    void anotherFaultFails() {
        JsonObject spoilt = with(bme680("wrong-chip-id-ff"), "/expect/error", "\"crc|timeout\"");

        assertThat(play(spoilt))
                .contains("expected fault timeout or crc, actual fault identity"
                        + " (chip_id is 0xff, that of a line that nobody drives; a BME680 or BME688 has 0x61)");
    }

    @Test
    void valuesInsteadOfAFaultFail() {
        JsonObject spoilt = with(bme680("deep-cold"), "/expect", "{\"status\":\"error\",\"error\":\"crc\"}");

        assertThat(play(spoilt)).hasSize(2).first().asString().startsWith("expected fault crc, actual values {");
    }

    @Test
    void aMissingWriteFails() {
        JsonObject spoilt = with(bme680("heater-00-200C-1ms"), "/expect/writes/0x5B", "{\"value\":\"0x53\"}");

        assertThat(play(spoilt))
                .containsExactly(
                        "register 0x5B: expected write 0x53, actual none",
                        "over spi: register 0x5B: expected write 0x53, actual none");
    }

    @Test
    void anotherWriteFails() {
        JsonObject spoilt = with(
                bme680("heater-00-200C-1ms"),
                "/expect/writes/0x5A",
                "{\"value\":\"0x60\",\"mask\":\"0x73\",\"tolerance\":2}");

        assertThat(play(spoilt))
                .hasSize(2)
                .contains("register 0x5A: expected write 0x60 under mask 0x73 ± 2, actual 0x53");
    }

    @Test
    void onlyTheMaskedBitsOfAWriteMatter() {
        JsonObject spoilt =
                with(bme680("heater-00-200C-1ms"), "/expect/writes/0x5A", "{\"value\":\"0xA3\",\"mask\":\"0x0F\"}");

        assertThat(play(spoilt)).isEmpty();
    }

    @Test
    void aQuantityThatTheDriverDoesNotMentionFails() throws Exception {
        VectorFile si7021 = ours("si7021");
        JsonObject partial = with(
                si7021.cases().get(0),
                "/expect",
                "{\"status\":\"partial\",\"values\":{\"temperature\":{\"value\":20,\"unit\":\"celsius\",\"tolerance\":0},"
                        + "\"humidity\":{\"value\":null,\"unit\":\"ratio\"}}}");
        SensorDriver honest = chip(wiring -> measurement -> {
            measurement.set(Quantity.TEMPERATURE, 20);
            measurement.missing(Quantity.RELATIVE_HUMIDITY, Fault.RANGE);
        });

        assertThat(play(si7021, honest, partial)).isEmpty();
        assertThat(play(si7021, measuring(20), partial))
                .containsExactly("humidity: expected to be told missing, actual nothing said");
    }

    @Test
    void aValueThatShouldBeMissingFails() {
        JsonObject spoilt = with(bme680("gas-invalid"), "/device/registers/0x2B", "\"0x34\"");

        assertThat(play(spoilt))
                .anyMatch(problem -> problem.matches("gas_resistance: expected no value, actual 4.*ohm"))
                .anyMatch(problem ->
                        problem.startsWith("gas_valid is false: expected gas_resistance missing, actual values"));
    }

    @Test
    void aValueThatIsMissingFails() {
        JsonObject spoilt = with(bme680("deep-cold"), "/device/registers/0x2B", "\"0x00\"");

        assertThat(play(spoilt))
                .contains("gas_resistance: expected 126129.515625 ohm ± 1.26129515625, actual missing: not_ready");
    }

    @Test
    void aVariantThatIsNotCoveredFails() throws Exception {
        VectorFile narrower = new VectorFile(
                "bme680", bme680.transport(), List.of("i2c"), Set.of("bme688"), bme680.widths(), bme680.cases());

        assertThat(new Player(narrower, driver, Chips.load().chip("bme680")).play(bme680("deep-cold")))
                .containsExactly("variant: expected one of [bme688], actual bme680");
    }

    @Test
    void valuesOrErrorTakesEitherButNoOtherNumber() throws Exception {
        VectorFile si7021 = ours("si7021");
        JsonObject either = find(si7021, "msb-ff-temperature");
        SensorDriver right = measuring(128.18359375);
        SensorDriver wrong = measuring(128.2);
        SensorDriver refusing = failing(Fault.RANGE);
        SensorDriver failing = failing(Fault.CRC);

        assertThat(play(si7021, right, either)).isEmpty();
        assertThat(play(si7021, refusing, either)).isEmpty();
        assertThat(play(si7021, wrong, either))
                .containsExactly("temperature: expected 128.18359375 celsius ± 0.01, actual 128.2 celsius");
        assertThat(play(si7021, failing, either))
                .containsExactly("temperature: expected 128.18359375 celsius ± 0.01, actual fault crc (so it is)");
    }

    @Test
    void aNumberThatTheTableSaysIsNotToldDoesNotCount() throws Exception {
        VectorFile mcp3008 = ours("mcp3008");
        JsonObject untouched = mcp3008.cases().get(0);
        SensorDriver known = DRIVERS.of("mcp3008");

        assertThat(play(mcp3008, known, with(untouched, "/expect/values/code/value", "1")))
                .isEmpty();
        assertThat(play(mcp3008, known, with(untouched, "/expect/values/voltage/value", "1")))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("voltage: expected 1.0 volt ± 0.00338709677419, actual 1.4501953125");
    }

    @Test
    void aDriverThatDoesNotEndFails() throws Exception {
        SensorDriver patient = chip(wiring -> measurement -> {
            while (true) {
                wiring.delay().pause(Duration.ofSeconds(1));
            }
        });
        SensorDriver busy = chip(wiring -> measurement -> {
            while (true) {
                wiring.i2c().write(0xE7);
            }
        });
        JsonObject any = ours("si7021").cases().get(0);

        assertThat(play(ours("si7021"), patient, any))
                .containsExactly("cannot be played: the driver did not end within 10 minutes of its own waiting");
        assertThat(play(ours("si7021"), busy, any))
                .containsExactly("cannot be played: the driver did not end within 100000 transfers");
    }

    @Test
    void aDriverThatCrashesFails() throws Exception {
        SensorDriver crashing = chip(wiring -> {
            throw new IllegalStateException("oops");
        });

        assertThat(play(ours("si7021"), crashing, find(ours("si7021"), "no-hold-nack-forever")))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("expected {\"status\":\"error\"")
                .endsWith("actual crash of the driver: java.lang.IllegalStateException: oops");
    }

    @Test
    void whatCannotBePlayedFailsWhereThereIsADriver() throws Exception {
        assertThat(play(with(bme680("deep-cold"), "/device/on_write_0xF4", "{}")))
                .contains("cannot be played: the device has [registers, on_write_0xF4], played is only [registers]");
        assertThat(play(ours("dht11"), driver, ours("dht11").cases().get(0)))
                .containsExactly("cannot be played: nothing plays the transport 'pulses' yet");
    }

    @Test
    void whatCannotBeUnderstoodFails() {
        assertThat(play(with(bme680("deep-cold"), "/config/os_x", "1")))
                .contains("cannot be understood: the driver has no setting 'os_x': add a translation to chips.json");
        assertThat(play(with(bme680("deep-cold"), "/config/os_t_code", "9")))
                .contains("cannot be understood: '9' is missing");
        assertThat(play(with(bme680("deep-cold"), "/expect/status", "\"fine\"")))
                .contains("cannot be understood: 'status' is 'fine'");
        assertThat(play(with(bme680("deep-cold"), "/expect/values/temperature/unit", "\"kelvin\"")))
                .contains("cannot be understood: unit 'kelvin' is not known: add it to chips.json");
        assertThat(play(with(bme680("deep-cold"), "/device/registers/0xD0", "\"x\"")))
                .contains("cannot be understood: '0xD0' is 'x', not a whole number");
        assertThat(play(without(bme680("deep-cold"), "/expect"))).contains("cannot be understood: 'expect' is missing");
    }

    private List<String> play(JsonObject vectorCase) {
        return play(bme680, driver, vectorCase);
    }

    private static List<String> play(VectorFile file, SensorDriver driver, JsonObject vectorCase) {
        try {
            return new Player(file, driver, Chips.load().chip(file.chip())).play(vectorCase);
        } catch (MalformedVectors malformed) {
            throw new AssertionError(malformed);
        }
    }

    private static SensorDriver chip(SensorDriver.Opener opener) {
        return SensorDriver.of("si7021")
                .i2c(0x40)
                .measures(Quantity.TEMPERATURE)
                .opens(opener);
    }

    private static SensorDriver measuring(double celsius) {
        return chip(wiring -> measurement -> measurement.set(Quantity.TEMPERATURE, celsius));
    }

    private static SensorDriver failing(Fault fault) {
        return chip(wiring -> {
            throw new BusException(fault, "so it is");
        });
    }

    private JsonObject bme680(String name) {
        return find(bme680, name);
    }

    private static JsonObject find(VectorFile file, String name) {
        return file.cases().stream()
                .filter(item -> item.getString("name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static VectorFile ours(String chip) {
        try {
            return VectorFile.read(Path.of(
                    HarnessTest.class.getResource("/vectors/" + chip + ".json").toURI()));
        } catch (Exception unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private static JsonObject with(JsonObject vectorCase, String pointer, String json) {
        return Json.createPointer(pointer).add(vectorCase, parse(json));
    }

    private static JsonObject without(JsonObject vectorCase, String pointer) {
        return Json.createPointer(pointer).remove(vectorCase);
    }

    private static JsonValue parse(String json) {
        return Json.createReader(new StringReader("{\"value\":" + json + "}"))
                .readObject()
                .get("value");
    }
}
