package plumage.driver.ti.ads1115;

import java.time.Duration;
import java.util.List;
import plumage.bus.BusException;
import plumage.bus.Delay;
import plumage.bus.Fault;
import plumage.bus.Registers;

/** The chip, with the names of the data sheet SBAS444. It has no identification. */
final class Ads1115 {
    /** One input against another: place in the list is the field MUX of the configuration. */
    static final List<String> DIFFERENTIAL = List.of("AIN0-AIN1", "AIN0-AIN3", "AIN1-AIN3", "AIN2-AIN3");

    /** One input against ground: place in the list is the two low bits of MUX. */
    static final List<String> SINGLE = List.of("AIN0", "AIN1", "AIN2", "AIN3");

    /** The volts that the highest code stands for, which is not what an input may have: place in the list is the field PGA. */
    static final List<Double> FULL_SCALES = List.of(6.144, 4.096, 2.048, 1.024, 0.512, 0.256);

    /** Conversions per second: place in the list is the field DR. */
    static final List<Integer> DATA_RATES = List.of(8, 16, 32, 64, 128, 250, 475, 860);

    // "Register map": words, most significant byte first
    private static final int CONVERSION = 0x00;
    private static final int CONFIG = 0x01;

    // "Config register field descriptions"
    private static final int OS = 0x8000; // written: starts a conversion; read: none is under way
    private static final int MUX_SINGLE = 0x4000;
    private static final int MUX_SHIFT = 12;
    private static final int PGA_SHIFT = 9;
    private static final int MODE_SINGLE_SHOT = 0x0100; // powers down between conversions
    private static final int DR_SHIFT = 5;
    private static final int COMP_QUE_DISABLE = 0x0003;

    private static final double CODES = 32768;
    private static final int POLLS = 10;

    private final Registers registers;
    private final Delay delay;
    private final double fullScale;
    private final int setup;
    private final Duration conversion;

    /**
     * The chip, not yet spoken to.
     *
     * @param fullScale of {@link #FULL_SCALES}, in volts
     * @param dataRate of {@link #DATA_RATES}
     */
    private Ads1115(Registers registers, Delay delay, double fullScale, int dataRate) {
        this.registers = registers;
        this.delay = delay;
        this.fullScale = fullScale;
        this.setup = FULL_SCALES.indexOf(fullScale) << PGA_SHIFT
                | MODE_SINGLE_SHOT
                | DATA_RATES.indexOf(dataRate) << DR_SHIFT
                | COMP_QUE_DISABLE;
        this.conversion = Duration.ofNanos(1_100_000_000L / dataRate); // the rate is right within 10 %
    }

    /**
     * Powers the chip down until it is asked for a voltage.
     *
     * @param fullScale of {@link #FULL_SCALES}, in volts
     * @param dataRate of {@link #DATA_RATES}
     * @throws BusException {@link Fault#IDENTITY} when the chip does not keep its configuration
     */
    static Ads1115 open(Registers registers, Delay delay, double fullScale, int dataRate) throws BusException {
        Ads1115 chip = new Ads1115(registers, delay, fullScale, dataRate);
        registers.writeU16(CONFIG, chip.setup);
        chip.isIdle(chip.setup);
        return chip;
    }

    /**
     * Converts once.
     *
     * @param input of {@link #SINGLE} or {@link #DIFFERENTIAL}
     * @return volts
     * @throws BusException {@link Fault#NOT_READY} when the conversion does not end, {@link Fault#IDENTITY} when somebody else changed the configuration
     */
    double volts(String input) throws BusException {
        int config = setup | mux(input);
        registers.writeU16(CONFIG, OS | config);
        for (int poll = 0; poll < POLLS; poll++) {
            delay.pause(conversion);
            if (isIdle(config)) {
                return volts((short) registers.readU16(CONVERSION), fullScale);
            }
        }
        throw new BusException(Fault.NOT_READY, "the conversion of " + input + " does not end");
    }

    /** "Data format": two's complement. */
    static double volts(int code, double fullScale) {
        return code * fullScale / CODES;
    }

    private static int mux(String input) {
        int single = SINGLE.indexOf(input);
        return single < 0 ? DIFFERENTIAL.indexOf(input) << MUX_SHIFT : MUX_SINGLE | single << MUX_SHIFT;
    }

    /** Whether no conversion is under way. With another configuration than was written the result would be that of another input or scale. */
    private boolean isIdle(int config) throws BusException {
        int found = registers.readU16(CONFIG);
        if ((found & ~OS) != config) {
            throw new BusException(
                    Fault.IDENTITY,
                    String.format(
                            "the config register is %04X where %04X was written: no ADS1115, or another program uses it",
                            found & ~OS, config));
        }
        return (found & OS) != 0;
    }
}
