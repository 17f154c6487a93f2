package plumage.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import plumage.sensor.overview.BusView;
import plumage.sensor.overview.Overview;
import plumage.sensor.overview.SensorView;
import plumage.sensor.overview.SensorView.Value;

class SensorCommandsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    private static final SensorView OFFICE = new SensorView(
            "office",
            "si7021",
            "i2c-1",
            "0x40",
            Map.of("room", "office"),
            true,
            Optional.of(NOW.minusSeconds(3)),
            17,
            Map.of("nack", 0L),
            List.of(),
            List.of(new Value("temperature", Map.of(), 21.5, "celsius")),
            Optional.empty());

    private final SensorCommands commands = new SensorCommands(
            () -> new Overview(
                    "1.2.3",
                    List.of(OFFICE),
                    List.of(),
                    List.of(new BusView("i2c-1", 42, Map.of(), 0.5, 0)),
                    Map.of("ok", 3L),
                    Map.of()),
            Clock.fixed(NOW, ZoneOffset.UTC));

    private static String printed(Runnable command) {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            command.run();
        } finally {
            System.setOut(before);
        }
        String text = printed.toString(StandardCharsets.UTF_8);
        assertThat(text).endsWith(System.lineSeparator());
        return text.stripTrailing();
    }

    @Test
    void sensors() {
        assertThat(printed(commands::sensors)).isEqualTo("""
                SENSOR  CHIP    BUS         STATE  LAST READ  ERROR
                office  si7021  i2c-1 0x40  up     3 s ago""");
    }

    @Test
    void read() {
        assertThat(printed(() -> commands.read("office"))).isEqualTo("""
                sensor        office
                chip          si7021
                bus           i2c-1 0x40
                labels        room=office
                state         up
                last success  2026-01-01T11:59:57Z, 3 s ago
                reads         17
                errors        0

                VALUE        NUMBER  UNIT
                temperature  21.5    celsius""");
    }

    @Test
    void faults() {
        String hub = """
                BUS    TRANSFERS  BUSY     TURNS SKIPPED  ERRORS
                i2c-1  42         0.500 s  0              0

                Collectors: 3 ok""";
        assertThat(printed(commands::faults)).isEqualTo("No sensor has failed.\n\n" + hub);
        assertThat(printed(() -> commands.faults("office"))).isEqualTo("""
                SENSOR  WHAT     REASON  ERRORS
                office  reading  nack    0

                """ + hub);
    }

    @Test
    void anUnknownSensorIsToldWithThoseThatThereAre() {
        String told = "no sensor is named 'ofice'; the nearest is office (there are: office)";
        assertThatThrownBy(() -> commands.read("ofice"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(told);
        assertThatThrownBy(() -> commands.faults("ofice")).hasMessage(told);
    }
}
