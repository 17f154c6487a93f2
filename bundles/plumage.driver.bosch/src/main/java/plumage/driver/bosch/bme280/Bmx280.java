package plumage.driver.bosch.bme280;

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
 * The chip: identity, registers, sequence of one measurement in forced mode. Names and sections are those of the BME280 data sheet, BST-BME280-DS002; the
 * BMP280 (BST-BMP280-DS001) is the same without humidity.
 */
final class Bmx280 {
    private static final int RESET = 0xE0;
    private static final int SOFT_RESET = 0xB6;
    private static final int CTRL_HUM = 0xF2;
    private static final int STATUS = 0xF3;
    private static final int STATUS_IM_UPDATE = 0x01; // copies the calibration from its memory
    private static final int STATUS_MEASURING = 0x08;
    private static final int CTRL_MEAS = 0xF4;
    private static final int CTRL_MEAS_FORCED = 0x01;
    private static final int CONFIG = 0xF5;
    private static final int PRESS_MSB = 0xF7; // to hum_lsb, in one burst: they are of one measurement only then (4)

    private static final Duration START_UP = Duration.ofMillis(2); // table 1
    private static final Duration POLL = Duration.ofMillis(5);
    private static final int POLLS = 10;

    private final Registers registers;
    private final Delay delay;
    private final Setup setup;
    private final Model model;
    private final Calibration calibration;

    private Bmx280(Registers registers, Delay delay, Setup setup, Model model, Calibration calibration) {
        this.registers = registers;
        this.delay = delay;
        this.setup = setup;
        this.model = model;
        this.calibration = calibration;
    }

    /**
     * Identifies the chip, resets it and reads its factory calibration.
     *
     * @throws BusException {@link Fault#IDENTITY} when another chip answers, the sibling included; {@link Fault#TIMEOUT} when it does not start
     */
    static Bmx280 open(Registers registers, Delay delay, Model model, Setup setup) throws BusException {
        ChipId.require(registers, model.expected, model.chipIds());
        registers.write(RESET, SOFT_RESET);
        delay.pause(START_UP);
        await(registers, delay, STATUS_IM_UPDATE, "starts up");
        ByteBuffer image = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
        place(image, 0x88, registers.read(0x88, 24));
        if (model.measuresHumidity) {
            place(image, 0xA1, registers.read(0xA1, 1));
            place(image, 0xE1, registers.read(0xE1, 7));
        }
        registers.write(CONFIG, setup.filterCode() << 2); // taken for certain in sleep mode only (5.4.6)
        return new Bmx280(registers, delay, setup, model, Calibration.decode(image, model.measuresHumidity));
    }

    /**
     * Measures once.
     *
     * @throws BusException {@link Fault#TIMEOUT} when the chip does not finish
     */
    Sample measure() throws BusException {
        if (model.measuresHumidity) {
            registers.write(
                    CTRL_HUM, Oversampling.osrs(setup.humidity())); // counts from the next write of ctrl_meas on
        }
        registers.write(
                CTRL_MEAS,
                Oversampling.osrs(setup.temperature()) << 5
                        | Oversampling.osrs(setup.pressure()) << 2
                        | CTRL_MEAS_FORCED);
        delay.pause(setup.longest());
        await(registers, delay, STATUS_MEASURING, "measures");
        return calibration.apply(Codes.decode(registers.read(PRESS_MSB, model.measuresHumidity ? 8 : 6)));
    }

    private static void await(Registers registers, Delay delay, int busy, String what) throws BusException {
        for (int poll = 0; poll < POLLS; poll++) {
            if ((registers.readU8(STATUS) & busy) == 0) {
                return;
            }
            delay.pause(POLL);
        }
        throw new BusException(
                Fault.TIMEOUT,
                "the chip still " + what + " " + POLL.multipliedBy(POLLS).toMillis()
                        + " ms after it should have finished");
    }

    /** Puts registers where their addresses are, so that decoding speaks of addresses. */
    private static void place(ByteBuffer image, int register, ByteBuffer block) {
        image.put(register, block, block.position(), block.remaining());
    }
}
