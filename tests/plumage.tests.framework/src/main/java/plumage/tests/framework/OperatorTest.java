package plumage.tests.framework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.felix.inventory.Format;
import org.apache.felix.inventory.InventoryPrinter;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** What the hub says to those who operate it: commands in the shell, a page in the console. */
class OperatorTest {
    private static final String BUS = "emulated-i2c-1";
    private static final String SHELL = "plumage.shell";
    private static final String CONSOLE = "plumage.console";

    @RegisterExtension
    final Hub hub = new Hub();

    @AfterEach
    void everyBundleRuns() throws Exception {
        for (String bundle : new String[] {SHELL, CONSOLE, "plumage.registry"}) {
            hub.bundle(bundle).start();
        }
        Hub.until("the commands", () -> !commands().isEmpty());
        Hub.until("the page", () -> !printers().isEmpty());
    }

    private void anOfficeAndARefusedAttic() {
        hub.plugSi7021(BUS);
        hub.configure(
                Hub.SI7021,
                "office",
                Map.of("name", "office", "bus", BUS, "interval", "100ms", "labels", "room=of\u001b[31mfice"));
        hub.configure(Hub.SI7021, "attic", Map.of("bus", BUS, "address", "0x99"));
        hub.awaitGood("office");
    }

    @Test
    void commandsTellOfASensor() throws Exception {
        anOfficeAndARefusedAttic();

        assertThat(execute("plumage:sensors")).matches("""
                SENSOR  CHIP    BUS                  STATE  LAST READ  ERROR
                office  si7021  emulated-i2c-1 0x40  up     \\d+ s ago

                REFUSED CONFIGURATION  KEY      WHY
                plumage.si7021~attic   address  '0x99' is not allowed; allowed is one of 0x40, 0x41""");
        assertThat(execute("plumage:read office")).matches("""
                sensor        office
                chip          si7021
                bus           emulated-i2c-1 0x40
                labels        room=of\\?\\[31mfice
                state         up
                last success  20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ, \\d+ s ago
                reads         \\d+
                errors        0

                VALUE              NUMBER     UNIT
                absolute humidity  8.567601   grams per cubic meter
                dew point          9.253668   celsius
                relative humidity  0.4478506  ratio
                temperature        21.79063   celsius""");
        assertThat(execute("plumage:faults office"))
                .startsWith("""
                SENSOR  WHAT     REASON     ERRORS
                office  reading  nack       0
                office  reading  timeout    0
                """)
                .contains("emulated-i2c-1  ", "\nplumage.si7021~attic   address  '0x99'", "\nCollectors: ");
        assertThatThrownBy(() -> execute("plumage:read ofice"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no sensor is named 'ofice'; the nearest is office (there are: office)");
    }

    @Test
    void aSensorThatFailsIsToldWithItsReason() {
        anOfficeAndARefusedAttic();
        String error = "nack: emulated-i2c-1/0x40: not acknowledged, no chip there";

        hub.buses().unplug(BUS, 0x40);

        Hub.until("the reason", () -> execute("plumage:sensors").contains("  down   "));
        assertThat(execute("plumage:sensors"))
                .containsPattern("\noffice  si7021  emulated-i2c-1 0x40  down   \\d+ s ago +" + error + "\n");
        assertThat(execute("plumage:read office")).contains("\nerror         " + error + "\n");
        assertThat(execute("plumage:faults")).containsPattern("\noffice  reading  nack    [1-9]\\d*\n");

        hub.buses().replug(BUS, 0x40);
        hub.awaitGood("office");
        Hub.until("no reason", () -> !execute("plumage:sensors").contains(error));
    }

    @Test
    void theConsoleHasAPageOfASensor() {
        anOfficeAndARefusedAttic();

        assertThat(printed(Format.TEXT))
                .startsWith("Plumage 0.")
                .contains(
                        "\nSENSOR  CHIP    BUS                  STATE  LAST READ  ERROR\noffice  si7021  ",
                        "\ntemperature        21.79063   celsius\n",
                        "\nplumage.si7021~attic   address  '0x99' is not allowed")
                .containsPattern("\nBUS +TRANSFERS  BUSY +TURNS SKIPPED  ERRORS\n(.*\n)*emulated-i2c-1 ")
                .doesNotContain("\u001b");
        JsonObject json = JsonParser.parseString(printed(Format.JSON)).getAsJsonObject();
        JsonObject office = json.getAsJsonArray("sensors").get(0).getAsJsonObject();
        assertThat(office.get("name").getAsString()).isEqualTo("office");
        assertThat(office.get("state").getAsString()).isEqualTo("up");
        assertThat(office.getAsJsonObject("labels").get("room").getAsString()).isEqualTo("of\u001b[31mfice");
        assertThat(office.getAsJsonArray("values"))
                .filteredOn(value ->
                        value.getAsJsonObject().get("quantity").getAsString().equals("temperature"))
                .extracting(
                        value -> value.getAsJsonObject().get("value").getAsDouble(),
                        value -> value.getAsJsonObject().get("unit").getAsString())
                .containsExactly(tuple(Hub.CELSIUS, "celsius"));
        assertThat(json.getAsJsonArray("refused").toString())
                .isEqualTo(
                        "[{\"pid\":\"plumage.si7021~attic\",\"key\":\"address\",\"message\":\"address: '0x99' is not allowed; allowed is one of 0x40, 0x41\"}]");
        ServiceReference<?> printer = printers().get(0);
        assertThat(printer.getProperty(InventoryPrinter.TITLE)).isEqualTo("Plumage sensors");
        assertThat((String[]) printer.getProperty(InventoryPrinter.FORMAT)).containsExactly("TEXT", "JSON");
    }

    @Test
    void theyGoWithTheirBundlesAndWithTheRegistry() throws Exception {
        hub.bundle(SHELL).stop();
        assertThat(commands()).isEmpty();
        assertThatThrownBy(() -> execute("plumage:sensors")).hasMessageContaining("Command not found");
        hub.bundle(SHELL).start();
        Hub.until("the commands", () -> !commands().isEmpty());

        hub.bundle(CONSOLE).stop();
        assertThat(printers()).isEmpty();
        hub.bundle(CONSOLE).start();
        Hub.until("the page", () -> !printers().isEmpty());

        hub.bundle("plumage.registry").stop();
        assertThat(commands()).isEmpty();
        assertThat(printers()).isEmpty();
        hub.bundle("plumage.registry").start();
        Hub.until("the commands", () -> !commands().isEmpty());
        assertThat(execute("plumage:sensors")).isEqualTo("No sensors yet. One configuration is one sensor.");
        assertThat(printed(Format.TEXT)).contains("No sensor has failed.");
    }

    /** As somebody types it; what the session sees. */
    private String execute(String command) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (CommandSession session =
                hub.service(CommandProcessor.class).createSession(new ByteArrayInputStream(new byte[0]), out, out)) {
            assertThat(session.execute(command)).isNull();
            return out.toString(StandardCharsets.UTF_8).stripTrailing();
        } catch (RuntimeException failed) {
            throw failed;
        } catch (Exception failed) {
            throw new IllegalStateException(failed.getMessage(), failed);
        }
    }

    private String printed(Format format) {
        ServiceReference<?> reference = printers().get(0);
        StringWriter printed = new StringWriter();
        PrintWriter out = new PrintWriter(printed);
        ((InventoryPrinter) hub.context().getService(reference)).print(out, format, false);
        hub.context().ungetService(reference);
        out.flush();
        return printed.toString();
    }

    private List<ServiceReference<?>> commands() {
        return services("(&(osgi.command.scope=plumage)(osgi.command.function=sensors)(osgi.command.function=read)"
                + "(osgi.command.function=faults))");
    }

    private List<ServiceReference<?>> printers() {
        return services("(" + InventoryPrinter.NAME + "=plumage-sensors)");
    }

    private List<ServiceReference<?>> services(String filter) {
        try {
            ServiceReference<?>[] found = hub.context().getServiceReferences((String) null, filter);
            return found == null ? List.of() : List.of(found);
        } catch (InvalidSyntaxException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
