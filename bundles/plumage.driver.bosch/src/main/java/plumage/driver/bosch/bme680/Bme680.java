package plumage.driver.bosch.bme680;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import plumage.bus.BusException;
import plumage.bus.Delay;
import plumage.bus.Fault;
import plumage.bus.Registers;
import plumage.driver.bosch.ChipId;
import plumage.driver.bosch.Oversampling;

/**
 * The chip: identity, registers, sequence of one measurement in forced mode. Names and sections are those of the data sheet, BST-BME680-DS001; BME688:
 * BST-BME688-DS000.
 */
final class Bme680 {
    private static final int BME68X = 0x61;
    private static final int RESET = 0xE0;
    private static final int SOFT_RESET = 0xB6;
    private static final int VARIANT_ID = 0xF0;

    private static final int RES_HEAT_0 = 0x5A;
    private static final int GAS_WAIT_0 = 0x64;
    private static final int CTRL_GAS_0 = 0x70;
    private static final int CTRL_GAS_0_HEAT_OFF = 0x08;
    private static final int CTRL_GAS_1 = 0x71; // run_gas, and the profile nb_conv: always 0
    private static final int CTRL_HUM = 0x72;
    private static final int CTRL_MEAS = 0x74;
    private static final int CTRL_MEAS_FORCED = 0x01;
    private static final int CONFIG = 0x75;

    private static final int FIELD_0 = 0x1D; // status and data of a measurement, to 0x2D
    private static final int FIELD_BYTES = 17;
    private static final int NEW_DATA_0 = 0x80;
    private static final int MEASURING = 0x20;

    private static final Duration START_UP = Duration.ofMillis(10);
    private static final Duration CONVERSION = Duration.ofNanos(1_963_000);
    private static final Duration SWITCHING =
            Duration.ofNanos(477_000).multipliedBy(4 + 5); // four for T, P and H, five for gas
    private static final Duration WAKE_UP = Duration.ofMillis(1);
    private static final Duration POLL = Duration.ofMillis(10);
    private static final int POLLS = 10;

    private final Registers registers;
    private final Delay delay;
    private final Setup setup;
    private final Variant variant;
    private final Calibration calibration;

    /** The heater's resistance depends on it (3.3.5). */
    private double ambientCelsius;

    private Bme680(Registers registers, Delay delay, Setup setup, Variant variant, Calibration calibration) {
        this.registers = registers;
        this.delay = delay;
        this.setup = setup;
        this.variant = variant;
        this.calibration = calibration;
        this.ambientCelsius = setup.ambientCelsius();
    }

    /**
     * Identifies the chip, resets it and reads its factory calibration.
     *
     * @throws BusException {@link Fault#IDENTITY} when another chip answers
     */
    static Bme680 open(Registers registers, Delay delay, Setup setup) throws BusException {
        ChipId.require(registers, "a BME680 or BME688 has 0x61", BME68X);
        registers.write(RESET, SOFT_RESET);
        delay.pause(START_UP);
        Variant variant = variant(registers.readU8(VARIANT_ID));
        ByteBuffer image = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
        place(image, 0x8A, registers.read(0x8A, 23));
        place(image, 0xE1, registers.read(0xE1, 14));
        place(image, 0x00, registers.read(0x00, 5));
        registers.write(CONFIG, setup.filterCode() << 2); // only here: a write may make the filter start anew
        return new Bme680(registers, delay, setup, variant, Calibration.decode(image));
    }

    /** Which of the two parts it is. */
    Variant variant() {
        return variant;
    }

    /**
     * Measures once: temperature, pressure, humidity, then heats and measures the gas resistance.
     *
     * @throws BusException {@link Fault#TIMEOUT} when the chip does not finish
     */
    Sample measure() throws BusException {
        registers.write(CTRL_HUM, Oversampling.osrs(setup.humidity()));
        Heater heater = setup.heater();
        if (heater == null) {
            registers.write(CTRL_GAS_0, CTRL_GAS_0_HEAT_OFF);
            registers.write(CTRL_GAS_1, 0);
        } else {
            registers.write(RES_HEAT_0, calibration.heater().resHeat(heater.celsius(), ambientCelsius));
            registers.write(GAS_WAIT_0, heater.gasWait());
            registers.write(CTRL_GAS_0, 0);
            registers.write(CTRL_GAS_1, variant.runGas);
        }
        registers.write(
                CTRL_MEAS,
                Oversampling.osrs(setup.temperature()) << 5
                        | Oversampling.osrs(setup.pressure()) << 2
                        | CTRL_MEAS_FORCED);
        Duration conversion =
                CONVERSION.multipliedBy(setup.conversions()).plus(SWITCHING).plus(WAKE_UP);
        delay.pause(heater == null ? conversion : conversion.plus(heater.duration()));
        Codes codes = Codes.decode(place(ByteBuffer.allocate(256), FIELD_0, newData()), variant);
        Sample sample = calibration.apply(codes, variant);
        if (Double.isFinite(sample.celsius())) {
            ambientCelsius = sample.celsius();
        }
        return sample;
    }

    /** The data registers once a measurement is complete. */
    private ByteBuffer newData() throws BusException {
        for (int poll = 0; poll < POLLS; poll++) {
            ByteBuffer field = registers.read(FIELD_0, FIELD_BYTES);
            if ((field.get(0) & (NEW_DATA_0 | MEASURING)) == NEW_DATA_0) {
                return field;
            }
            delay.pause(POLL);
        }
        throw new BusException(
                Fault.TIMEOUT,
                "no new data " + POLL.multipliedBy(POLLS).toMillis() + " ms after the conversion should have ended");
    }

    private static Variant variant(int id) throws BusException {
        return switch (id) {
            case 0 -> Variant.BME680;
            case 1 -> Variant.BME688;
            default ->
                throw new BusException(
                        Fault.IDENTITY, String.format("variant_id is 0x%02x; a BME680 has 0, a BME688 has 1", id));
        };
    }

    /** Puts registers where their addresses are, so that decoding speaks of addresses. */
    private static ByteBuffer place(ByteBuffer image, int register, ByteBuffer block) {
        return image.put(register, block, block.position(), block.remaining());
    }
}
