package plumage.sensor.overview;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import plumage.sensor.Trouble;
import plumage.sensor.overview.SensorView.Gap;
import plumage.sensor.overview.SensorView.Value;

class ReportTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00.5Z");

    private static final SensorView OFFICE = new SensorView(
            "bme680-office",
            "bme680",
            "i2c-1",
            "0x77",
            Map.of("room", "office"),
            true,
            Optional.of(NOW.minusMillis(3200)),
            17,
            inOrder("nack", 1, "bus", 0),
            List.of(new Gap("gas_resistance_ohms", "not_ready", 2), new Gap("pressure_pascals", "range", 0)),
            List.of(
                    new Value("gas_resistance", Map.of(), 123456.78901, "ohms"),
                    new Value("pm_mass_concentration", Map.of("size", "2.5"), 1.25e-5, "grams_per_cubic_meter"),
                    new Value("pressure", Map.of(), 101325, "pascals"),
                    new Value("pulses", Map.of(), 123456789012L, ""),
                    new Value("temperature", Map.of(), -19.69313298158805, "celsius")),
            Optional.empty());

    private static final SensorView CELLAR = new SensorView(
            "lm75",
            "lm75",
            "w1",
            "",
            Map.of(),
            false,
            Optional.of(NOW.minusSeconds(240)),
            9,
            inOrder("nack", 4, "bus", 3),
            List.of(),
            List.of(),
            Optional.of(new Trouble("lm75", "nack", "w1: nobody\nthere")));

    private static final SensorView NEW = new SensorView(
            "new\u001b[31m\u202e\u0085\n",
            "?",
            "spi-0.0",
            "",
            Map.of("a", "\ttab"),
            false,
            Optional.empty(),
            0,
            Map.of(),
            List.of(),
            List.of(),
            Optional.empty());

    private static final Overview HUB = new Overview(
            "1.2.3",
            List.of(OFFICE, CELLAR, NEW),
            List.of(
                    new Trouble("plumage.lm75~a", "interval", "interval: 'x' is not allowed; allowed is y"),
                    new Trouble("plumage.lm7~b", "driver", "no driver takes this configuration")),
            List.of(
                    new BusView("i2c-1", 42, inOrder("nack", 1, "bus", 0), 0.0123456, 2),
                    new BusView("spi-0", 0, Map.of(), 0, 0)),
            inOrder("ok", 8, "failing", 1, "incompatible", 0),
            inOrder("com.acme.Requests", 6, "com.acme.Silent", 0));

    private static final Overview NOTHING = new Overview("", List.of(), List.of(), List.of(), Map.of(), Map.of());

    private static Map<String, Long> inOrder(Object... namesAndCounts) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (int i = 0; i < namesAndCounts.length; i += 2) {
            counts.put((String) namesAndCounts[i], ((Integer) namesAndCounts[i + 1]).longValue());
        }
        return counts;
    }

    private static final String SENSORS = """
            SENSOR         CHIP    BUS         STATE       LAST READ  ERROR
            bme680-office  bme680  i2c-1 0x77  up          3 s ago
            lm75           lm75    w1          down        4 min ago  nack: w1: nobody?there
            new?[31m???    ?       spi-0.0     never read  -""";

    private static final String OFFICE_ALONE = """
            sensor        bme680-office
            chip          bme680
            bus           i2c-1 0x77
            labels        room=office
            state         up
            last success  2026-01-01T11:59:57Z, 3 s ago
            reads         17
            errors        1 (nack 1)
            lacked        gas_resistance_ohms: not_ready 2

            VALUE                      NUMBER        UNIT
            gas resistance             123456.8      ohms
            pm mass concentration 2.5  0.0000125     grams per cubic meter
            pressure                   101325        pascals
            pulses                     123456789012
            temperature                -19.69313     celsius""";

    private static final String CELLAR_ALONE = """
            sensor        lm75
            chip          lm75
            bus           w1
            labels        none
            state         down
            last success  2026-01-01T11:56:00Z, 4 min ago
            reads         9
            errors        7 (nack 4, bus 3)
            error         nack: w1: nobody?there

            It has no recent value.""";

    private static final String NEW_ALONE = """
            sensor        new?[31m???
            chip          ?
            bus           spi-0.0
            labels        a=?tab
            state         never read
            last success  never
            reads         0
            errors        0

            It has no recent value.""";

    private static final String REFUSED = """
            REFUSED CONFIGURATION  KEY       WHY
            plumage.lm75~a         interval  'x' is not allowed; allowed is y
            plumage.lm7~b          driver    no driver takes this configuration""";

    private static final String ERRORS = """
            SENSOR         WHAT                 REASON     ERRORS
            bme680-office  reading              nack       1
            bme680-office  gas_resistance_ohms  not_ready  2
            lm75           reading              nack       4
            lm75           reading              bus        3""";

    private static final String BUSES = """
            BUS    TRANSFERS  BUSY     TURNS SKIPPED  ERRORS
            i2c-1  42         0.012 s  2              1 (nack 1)
            spi-0  0          0.000 s  0              0""";

    private static final String COLLECTORS = """
            Collectors: 8 ok, 1 failing, 0 incompatible

            COLLECTOR          ERRORS
            com.acme.Requests  6""";

    @Test
    void allSensors() {
        assertThat(Report.sensors(HUB, NOW)).isEqualTo(SENSORS + "\n\n" + REFUSED);
        assertThat(Report.sensors(NOTHING, NOW)).isEqualTo("No sensors yet. One configuration is one sensor.");
    }

    @Test
    void oneSensor() {
        assertThat(Report.sensor(OFFICE, NOW)).isEqualTo(OFFICE_ALONE);
        assertThat(Report.sensor(CELLAR, NOW)).isEqualTo(CELLAR_ALONE);
        assertThat(Report.sensor(NEW, NOW)).isEqualTo(NEW_ALONE);
    }

    @Test
    void whatHasFailed() {
        assertThat(Report.faults(HUB)).isEqualTo(String.join("\n\n", ERRORS, BUSES, REFUSED, COLLECTORS));
        assertThat(Report.faults(NOTHING)).isEqualTo("No sensor has failed.");
    }

    @Test
    void whatHasFailedOfOneSensorAndWhatHasNot() {
        String errors = """
                SENSOR         WHAT                 REASON     ERRORS
                bme680-office  reading              nack       1
                bme680-office  reading              bus        0
                bme680-office  gas_resistance_ohms  not_ready  2
                bme680-office  pressure_pascals     range      0""";
        assertThat(Report.faults(HUB, OFFICE)).isEqualTo(String.join("\n\n", errors, BUSES, REFUSED, COLLECTORS));
    }

    @Test
    void everything() {
        assertThat(Report.all(HUB, NOW))
                .isEqualTo(String.join(
                        "\n\n\n",
                        "Plumage 1.2.3\n\n" + SENSORS,
                        OFFICE_ALONE,
                        CELLAR_ALONE,
                        NEW_ALONE,
                        String.join("\n\n", ERRORS, BUSES, REFUSED, COLLECTORS)));
        assertThat(Report.all(NOTHING, NOW)).isEqualTo("""
                Plumage

                No sensors yet. One configuration is one sensor.


                No sensor has failed.""");
    }

    @Test
    void numbersWithSevenDigitsAndHowMuchTextThereMayBe() {
        SensorView sensor = new SensorView(
                "x".repeat(1000),
                "",
                "",
                "",
                Map.of(),
                true,
                Optional.empty(),
                0,
                Map.of(),
                List.of(),
                List.of(
                        new Value("a", Map.of(), 1e300, ""),
                        new Value("b", Map.of(), 1.23456789e-20, ""),
                        new Value("c", Map.of(), -0.0, ""),
                        new Value("d", Map.of(), Double.POSITIVE_INFINITY, "")),
                Optional.empty());
        assertThat(Report.sensor(sensor, NOW))
                .startsWith("sensor        " + "x".repeat(500) + "…\nchip\n")
                .endsWith("""
                        VALUE  NUMBER        UNIT
                        a      1E+300
                        b      1.234568E-20
                        c      0
                        d      Infinity""");
    }
}
