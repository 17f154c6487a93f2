package plumage.tests.soak;

import java.util.List;

/**
 * A sensor that can be configured.
 *
 * @param chip as its PID has it
 * @param instance behind it
 * @param bus it is on
 * @param address on that bus, empty where there is none
 * @param device that is plugged there
 * @param driver its bundle
 * @param byFile whether its configuration is a file; else somebody calls Config Admin
 */
record Slot(String chip, String instance, String bus, String address, String device, String driver, boolean byFile) {
    private static final String SILABS = "plumage.driver.silabs";
    private static final String BOSCH = "plumage.driver.bosch";
    static final String PLANTOWER = "plumage.driver.plantower";
    private static final String WINSEN = "plumage.driver.winsen";
    private static final String GPIO = "plumage.driver.gpio";

    static final String MULTIPLEXER = "emulated-i2c-3/0x70";

    /** All of them, on buses of their own and together on one. */
    static final List<Slot> ALL = List.of(
            new Slot("si7021", "a", "emulated-i2c-1", "0x40", "si7021", SILABS, true),
            new Slot("bme680", "b", "emulated-i2c-1", "0x76", "bme680", BOSCH, false),
            new Slot("htu21d", "c", "emulated-i2c-2", "0x40", "htu21d", SILABS, false),
            new Slot("bme680", "d", "emulated-i2c-2", "0x76", "bme680", BOSCH, true),
            new Slot("si7021", "e", MULTIPLEXER + ".3", "0x40", "si7021", SILABS, false),
            new Slot("si7021", "f", MULTIPLEXER + ".5", "0x40", "si7020", SILABS, true),
            new Slot("bme688", "g", "emulated-spi-0.0", "", "bme688", BOSCH, true),
            new Slot("pms5003", "h", "emulated-serial-0", "", "pms5003", PLANTOWER, false),
            new Slot("mhz19b", "i", "emulated-serial-1", "", "mhz19b", WINSEN, true),
            new Slot("contact", "j", "emulated-gpio-0.17", "", "switch", GPIO, false));

    /** The one that nothing ever happens to, on a bus that nothing ever happens to. */
    static final String STEADY = "steady";

    /** The drivers that come and go by order; that of Plantower comes and goes as a file. */
    static final List<String> DRIVERS = List.of(SILABS, WINSEN, GPIO);

    String factoryPid() {
        return "plumage." + chip;
    }

    String pid() {
        return factoryPid() + "~" + instance;
    }

    String file() {
        return factoryPid() + "-" + instance + ".cfg";
    }

    String defaultName() {
        return chip + "-" + instance;
    }

    /** Where its chip is plugged. */
    String place() {
        return address.isEmpty() ? bus : bus + "/" + address;
    }

    /** The adapter that it is behind. */
    String adapter() {
        int slash = bus.indexOf('/');
        return slash < 0 ? bus : bus.substring(0, slash);
    }

    boolean isBehindMultiplexer() {
        return bus.startsWith(MULTIPLEXER);
    }

    /** Whether its chip may need longer to say something than the test has patience: it speaks when it likes, or warms up for minutes. */
    boolean isSlow() {
        return bus.startsWith("emulated-serial");
    }

    boolean isInputLine() {
        return bus.startsWith("emulated-gpio");
    }
}
