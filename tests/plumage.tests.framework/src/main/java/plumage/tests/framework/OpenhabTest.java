package plumage.tests.framework;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;
import plumage.tests.pages.Scrape;

/** What openHAB posts to Event Admin is on the page. */
class OpenhabTest {
    private static final String PID = "plumage.openhab";
    private static final String EVENTS = "plumage_openhab_events_total";
    private static final String TOKEN = "oh.plumage.c2VjcmV0";

    @RegisterExtension
    final Hub hub = new Hub();

    private Configuration configuration;

    /** A bridge that knows nothing yet. */
    @BeforeEach
    void aNewBridge() throws BundleException {
        hub.bundle(PID).stop();
        hub.bundle(PID).start();
        hub.await("the bridge", page -> page.has(EVENTS));
    }

    @AfterEach
    void withoutAConfiguration() throws Exception {
        if (configuration != null) {
            configuration.delete();
            configuration = null;
        }
    }

    @Test
    void theItemsAreOnThePage() {
        post(
                "ItemAddedEvent",
                "openhab/items/Kitchen_Temperature/added",
                "{\"type\":\"Number:Temperature\",\"name\":\"Kitchen_Temperature\",\"label\":\"Kitchen\",\"category\":\"temperature\",\"tags\":[\"Measurement\",\"Temperature\"],\"groupNames\":[\"gKitchen\"]}");
        post(
                "ItemStateChangedEvent",
                "openhab/items/Kitchen_Temperature/statechanged",
                "{\"type\":\"Quantity\",\"value\":\"70.7 °F\",\"oldType\":\"UnDef\",\"oldValue\":\"NULL\",\"lastStateUpdate\":\"2025-11-22T18:09:00.123456+01:00[Europe/Berlin]\"}");
        state("Kitchen_Humidity", "Quantity", "45.3 %");
        state("Washing_Machine", "Quantity", "1.2 kW");
        state("Meter", "Quantity", "12345.678 kWh");
        state("Kitchen_Light", "OnOff", "ON");
        state("Front_Door", "OpenClosed", "CLOSED");
        state("Dimmer", "Percent", "30");
        state("Last_Seen", "DateTime", "2024-05-01T12:34:56.789+0200");
        state("Count", "Decimal", "7");
        state("Ozone", "Quantity", "300 DU");
        post(
                "GroupItemStateChangedEvent",
                "openhab/items/gClimate/Kitchen_Temperature/statechanged",
                "{\"type\":\"Quantity\",\"value\":\"21 °C\",\"oldType\":\"Quantity\",\"oldValue\":\"20 °C\"}");

        Scrape page = hub.await("all of them", later -> later.says(12, EVENTS, "result", "taken"));

        assertThat(page.text())
                .contains(
                        "# TYPE openhab_item_temperature_celsius gauge\n",
                        "openhab_item_temperature_celsius{item=\"Kitchen_Temperature\",groups=\",gKitchen,\",tags=\",Measurement,Temperature,\",} 21.5\n",
                        "openhab_item_temperature_celsius{item=\"gClimate\",} 21.0\n",
                        "openhab_item_power_watts{item=\"Washing_Machine\",} 1200.0\n",
                        "openhab_item_energy_joules{item=\"Meter\",} 4.44444408E10\n",
                        "openhab_item_switch_on{item=\"Kitchen_Light\",} 1.0\n",
                        "openhab_item_contact_open{item=\"Front_Door\",} 0.0\n",
                        "openhab_item_ratio{item=\"Kitchen_Humidity\",} 0.453\n",
                        "openhab_item_ratio{item=\"Dimmer\",} 0.3\n",
                        "openhab_item_timestamp_seconds{item=\"Last_Seen\",} 1.714559696789E9\n",
                        "openhab_item_state{item=\"Count\",} 7.0\n",
                        "openhab_item_state{item=\"Ozone\",unit=\"DU\",} 300.0\n",
                        "plumage_openhab_items 11.0\n");
        assertThat(page.value("plumage_collectors", "state", "failing")).isZero();
        assertThat(hub.get("/metrics?name[]=openhab_item_switch_on").body())
                .endsWith("openhab_item_switch_on{item=\"Kitchen_Light\",} 1.0\n");
    }

    @Test
    void whatIsUndefinedOrRemovedIsAbsent() {
        state("A", "OnOff", "ON");
        state("B", "OnOff", "ON");
        state("C", "OnOff", "ON");
        hub.await("three", page -> page.says(3, EVENTS, "result", "taken"));

        state("A", "UnDef", "NULL");
        state("B", "UnDef", "UNDEF");
        post("ItemRemovedEvent", "openhab/items/C/removed", "{\"type\":\"Switch\",\"name\":\"C\"}");

        Scrape page = hub.await("six", later -> later.says(6, EVENTS, "result", "taken"));
        assertThat(page.has("openhab_item_switch_on")).isFalse();
        assertThat(page.text()).contains("plumage_openhab_items 2.0\n");
    }

    /** Event Admin excludes a handler that is slow. */
    @Test
    void malformedEventsAreCountedAndTheNextOneIsHeard() {
        state("A", "OnOff", "ON");
        for (String payload : new String[] {"", "{", "null", "{\"type\":\"OnOff\"}", "[".repeat(1_000_000)}) {
            post("ItemStateChangedEvent", "openhab/items/A/statechanged", payload);
        }
        post("ItemStateChangedEvent", "openhab/items", "{}");
        hub.service(EventAdmin.class).postEvent(new Event("openhab", Map.of("type", 1)));
        for (int i = 0; i < 20; i++) {
            state("Camera", "Raw", "data:image/jpeg;base64," + "A".repeat(4_000_000));
        }
        state("B", "OnOff", "OFF");

        Scrape page = hub.await("the last one", later -> later.has("openhab_item_switch_on", "item", "B"));

        assertThat(page.value(EVENTS, "result", "malformed")).isEqualTo(7);
        assertThat(page.value(EVENTS, "result", "taken")).isEqualTo(22);
        assertThat(page.value("openhab_item_switch_on", "item", "A")).isEqualTo(1);
        hub.awaitLogged("not as openHAB writes it", "openhab/items/A/statechanged");
    }

    @Test
    void theConfigurationSaysWhichItems() throws Exception {
        state("Kitchen_Light", "OnOff", "OFF");
        hub.await("an item", page -> page.says(1, EVENTS, "result", "taken"));
        configure(Map.of("include", "Kitchen_*", "exclude", "*_Raw", "strings", "Kitchen_Mode"));
        hub.await("a bridge that begins anew", page -> page.says(0, EVENTS, "result", "taken"));

        state("Kitchen_Light", "OnOff", "ON");
        state("Kitchen_Raw", "Decimal", "1");
        state("Attic_Light", "OnOff", "ON");
        state("Kitchen_Mode", "String", "say \\\"cheese\\\"");

        Scrape page = hub.await(
                "two of four",
                later -> later.says(2, EVENTS, "result", "taken") && later.says(2, EVENTS, "result", "ignored"));
        assertThat(page.where(series -> series.name().startsWith("openhab_item_")))
                .extracting(series -> series.labels().get("item"))
                .containsExactlyInAnyOrder("Kitchen_Light", "Kitchen_Mode");
        assertThat(page.value("openhab_item_text_info", "item", "Kitchen_Mode", "value", "say \"cheese\""))
                .isEqualTo(1);
    }

    @Test
    void aConfigurationThatIsRefusedIsTold() throws Exception {
        configure(Map.of("include", "[a-z]", "max.items", "many"));

        Scrape page = hub.await("the errors", later -> later.has("plumage_configuration_error", "pid", PID));
        assertThat(page.value("plumage_configuration_error", "pid", PID, "key", "include"))
                .isEqualTo(1);
        assertThat(page.value("plumage_configuration_error", "pid", PID, "key", "max.items"))
                .isEqualTo(1);
        assertThat(page.has(EVENTS)).isFalse();
        hub.awaitLogged(PID, "include", "'[a-z]'", "allowed is names of items");
        hub.awaitLogged(PID, "max.items", "'many'", "a whole number from 1 to 20000");

        configure(Map.of("max.items", "1"));
        hub.await("a bridge", later -> later.has(EVENTS) && !later.has("plumage_configuration_error"));
        state("A", "OnOff", "ON");
        state("B", "OnOff", "ON");
        hub.await("a full one", later -> later.says(1, EVENTS, "result", "full"));
        hub.awaitLogged(PID, "more items than 1");
    }

    @Test
    void openhabIsAskedForWhatWasBefore() throws Exception {
        CountDownLatch answering = new CountDownLatch(1);
        HttpServer openhab = standIn(question -> {
            answering.await();
            boolean known =
                    ("Bearer " + TOKEN).equals(question.getRequestHeaders().getFirst("Authorization"));
            byte[] answer = """
                    [{"state":"21.5 °C","type":"Number:Temperature","name":"Kitchen_Temperature","tags":[],"groupNames":["gKitchen"]},\
                    {"state":"OFF","type":"Switch","name":"Kitchen_Light","groupNames":["gKitchen"]}]""".getBytes(StandardCharsets.UTF_8);
            question.sendResponseHeaders(known ? 200 : 401, answer.length);
            question.getResponseBody().write(answer);
        });
        try {
            configure(Map.of(
                    "token",
                    TOKEN,
                    "url",
                    "http://127.0.0.1:" + openhab.getAddress().getPort()));

            hub.await("a bridge that asks", page -> page.says(0, "plumage_openhab_fills_total", "result", "ok"));
            state("Kitchen_Light", "OnOff", "ON");
            hub.await(
                    "an item, although nobody answers",
                    page -> page.has("openhab_item_switch_on", "item", "Kitchen_Light"));
            assertThat(propertiesOfItsServices()).doesNotContain(TOKEN).contains("event.topics", "service.pid");

            answering.countDown();
            Scrape page =
                    hub.await("the answer", later -> later.says(1, "plumage_openhab_fills_total", "result", "ok"));
            assertThat(page.text())
                    .contains(
                            "openhab_item_temperature_celsius{item=\"Kitchen_Temperature\",groups=\",gKitchen,\",} 21.5\n",
                            "openhab_item_switch_on{item=\"Kitchen_Light\",groups=\",gKitchen,\",} 1.0\n",
                            "plumage_openhab_fills_total{result=\"failed\",} 0.0\n");
            Hub.until("no thread of it", () -> threads().isEmpty());
        } finally {
            openhab.stop(0);
        }
    }

    @Test
    void anOpenhabThatHangsKeepsNobodyWaiting() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch forEver = new CountDownLatch(1);
        HttpServer openhab = standIn(question -> {
            asked.countDown();
            forEver.await();
        });
        try {
            configure(Map.of(
                    "token",
                    TOKEN,
                    "url",
                    "http://127.0.0.1:" + openhab.getAddress().getPort()));
            asked.await();
            assertThat(threads()).containsExactly("plumage-openhab-fill");

            hub.bundle(PID).stop();

            Hub.until("no thread of it", () -> threads().isEmpty());
        } finally {
            openhab.stop(0);
        }
    }

    @Test
    void aTokenThatIsNotAcceptedIsTold() throws Exception {
        HttpServer openhab = standIn(question -> question.sendResponseHeaders(401, -1));
        try {
            configure(Map.of(
                    "token",
                    TOKEN,
                    "url",
                    "http://127.0.0.1:" + openhab.getAddress().getPort()));

            hub.await("a failure", page -> page.says(1, "plumage_openhab_fills_total", "result", "failed"));
            hub.awaitLogged("openHAB does not tell its items", "401", "the token is not accepted");
        } finally {
            openhab.stop(0);
        }
    }

    @Test
    void theTokenIsAPasswordToForms() {
        ObjectClassDefinition form = hub.service(MetaTypeService.class)
                .getMetaTypeInformation(hub.bundle(PID))
                .getObjectClassDefinition(PID, null);

        assertThat(form.getAttributeDefinitions(ObjectClassDefinition.ALL))
                .filteredOn(attribute -> attribute.getType() == AttributeDefinition.PASSWORD)
                .extracting(AttributeDefinition::getID)
                .containsExactly("token");
    }

    @Test
    void readingsBecomeStatesOfItems() throws Exception {
        Queue<Event> posted = new ConcurrentLinkedQueue<>();
        Dictionary<String, Object> itemUpdater = FrameworkUtil.asDictionary(
                Map.of(EventConstants.EVENT_TOPIC, "openhab", EventConstants.EVENT_FILTER, "(type=ItemStateEvent)"));
        ServiceRegistration<?> registration =
                hub.context().registerService(EventHandler.class, posted::add, itemUpdater);
        try {
            Configuration sensor = hub.si7021("office", "emulated-i2c-1");
            hub.awaitGood("office");
            configure(Map.of(
                    "post",
                    "Office_Temperature=sensor_temperature_celsius@office by 0.5,Nothing=sensor_pressure_pascals@office",
                    "post.interval",
                    "1s"));

            Hub.until("a state", () -> !posted.isEmpty());
            Event event = posted.remove();
            assertThat(event.getProperty("type")).isEqualTo("ItemStateEvent");
            assertThat(event.getProperty("topic")).isEqualTo("openhab/items/Office_Temperature/state");
            assertThat(event.getProperty("payload"))
                    .isEqualTo("{\"type\":\"Quantity\",\"value\":\"" + Hub.CELSIUS + " °C\"}");
            assertThat(event.getProperty("source")).isEqualTo("plumage.openhab");

            // openHAB takes it, and says so; the page has it once, from the sensor
            state("Office_Temperature", "Quantity", Hub.CELSIUS + " °C");
            state("Light", "OnOff", "ON");
            Scrape page = hub.await("an item", later -> later.has("openhab_item_switch_on", "item", "Light"));
            assertThat(page.has("openhab_item_temperature_celsius")).isFalse();
            assertThat(page.value("plumage_openhab_posts_total", "result", "value"))
                    .isEqualTo(1);

            sensor.delete();
            Hub.until("that it is gone", () -> !posted.isEmpty());
            assertThat(posted)
                    .extracting(gone -> gone.getProperty("payload"))
                    .containsExactly("{\"type\":\"UnDef\",\"value\":\"UNDEF\"}");
            hub.await("a count", later -> later.says(1, "plumage_openhab_posts_total", "result", "undefined"));
            assertThat(threads()).containsExactly("plumage-openhab-post");
        } finally {
            registration.unregister();
        }
        hub.bundle(PID).stop();
        Hub.until("no thread of it", () -> threads().isEmpty());
    }

    @Test
    void withoutItsBundleThereIsNothingOfIt() throws Exception {
        state("A", "OnOff", "ON");
        hub.await("an item", page -> page.has("openhab_item_switch_on", "item", "A"));

        hub.bundle(PID).stop();

        hub.await("nothing", page -> page.where(series -> series.name().contains("openhab"))
                .isEmpty());
    }

    private interface Answer {
        void to(HttpExchange question) throws IOException, InterruptedException;
    }

    /** Somebody on loopback in the place of openHAB's REST API. */
    private static HttpServer standIn(Answer answer) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/rest/items", question -> {
            try (question) {
                answer.to(question);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        server.setExecutor(task -> {
            Thread thread = new Thread(task, "stand-in");
            thread.setDaemon(true);
            thread.start();
        });
        server.start();
        return server;
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("plumage-openhab"))
                .toList();
    }

    private String propertiesOfItsServices() {
        StringBuilder properties = new StringBuilder();
        for (ServiceReference<?> service : hub.bundle(PID).getRegisteredServices()) {
            for (String key : service.getPropertyKeys()) {
                properties
                        .append(key)
                        .append('=')
                        .append(service.getProperty(key))
                        .append('\n');
            }
        }
        return properties.toString();
    }

    private void configure(Map<String, Object> properties) throws Exception {
        if (configuration == null) {
            configuration = hub.service(ConfigurationAdmin.class).getConfiguration(PID, "?");
        }
        hub.rewrite(configuration, properties);
    }

    private void state(String item, String type, String value) {
        post(
                "ItemStateUpdatedEvent",
                "openhab/items/" + item + "/stateupdated",
                "{\"type\":\"" + type + "\",\"value\":\"" + value + "\"}");
    }

    /** As openHAB's OSGiEventPublisher does. */
    private void post(String type, String topic, String payload) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("type", type);
        properties.put("payload", payload);
        properties.put("topic", topic);
        hub.service(EventAdmin.class).postEvent(new Event("openhab", properties));
    }
}
