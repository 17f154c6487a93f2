package plumage.bus.emulated;

import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A BME680 or BME688 in forced mode, over I2C or SPI: oversampling, filter, conversion time, heater with its set-points, gas ranges, status bits, memory
 * pages. Sources: Bosch Sensortec BME680 data sheet (BST-BME680-DS001), sections 3 to 6; BME688 data sheet (BST-BME688-DS000).
 *
 * <p>Simplified: parallel and sequential mode are refused; a conversion takes exactly the time that the vendor computes for it; a mode that is written during
 * a conversion is not taken up.
 */
public final class EmulatedBme680 extends BoschChip {
    /** The two chips; they differ in the gas sensor's converter and where its result stands. */
    public enum Variant {
        BME680(0x00, 0x10, 0x2A),
        BME688(0x01, 0x20, 0x2C);

        private final int variantId;
        private final int runGas;
        private final int gasMsb;

        Variant(int variantId, int runGas, int gasMsb) {
            this.variantId = variantId;
            this.runGas = runGas;
            this.gasMsb = gasMsb;
        }

        private double ohms(int adc, int range) {
            return this == BME680 ? Bme680Factory.ohmsBme680(adc, range) : Bme680Factory.ohmsBme688(adc, range);
        }
    }

    private static final int MEAS_STATUS_0 = 0x1D;
    private static final int NEW_DATA_0 = 0x80;
    private static final int GAS_MEASURING = 0x40;
    private static final int MEASURING = 0x20;
    private static final int PRESS_MSB = 0x1F;
    private static final int TEMP_MSB = 0x22;
    private static final int HUM_MSB = 0x25;
    private static final int GAS_LAST = 0x2D;
    private static final int GAS_VALID_R = 0x20;
    private static final int HEAT_STAB_R = 0x10;
    private static final int RES_HEAT_0 = 0x5A;
    private static final int GAS_WAIT_0 = 0x64;
    private static final int CTRL_GAS_0 = 0x70;
    private static final int HEAT_OFF = 0x08;
    private static final int CTRL_GAS_1 = 0x71;
    private static final int NB_CONV = 0x0F;
    private static final int CTRL_HUM = 0x72;
    private static final int STATUS = 0x73;
    private static final int SPI_MEM_PAGE = 0x10;
    private static final int CTRL_MEAS = 0x74;
    private static final int MODE = 0x03;
    private static final int FORCED = 0x01;
    private static final int CONFIG = 0x75;
    private static final int ID = 0xD0;
    private static final int CHIP_ID = 0x61;
    private static final int RESET = 0xE0;
    private static final int SOFT_RESET = 0xB6;
    private static final int VARIANT_ID = 0xF0;

    private static final int SET_POINTS = 10;
    private static final int[] CYCLES = {0, 1, 2, 4, 8, 16, 16, 16};
    private static final int[] FILTER_COEFFICIENTS = {1, 1, 3, 7, 15, 31, 63, 127};
    private static final int SKIPPED_20_BIT = 0x80000;
    private static final int SKIPPED_16_BIT = 0x8000;
    private static final int LAST_20_BIT = 0xFFFFF;
    private static final int LAST_16_BIT = 0xFFFF;
    private static final int LAST_GAS = 0x3FF;
    private static final int LAST_GAS_RANGE = 15;

    private static final Duration START_UP = Duration.ofMillis(2);
    private static final int CYCLE_MICROS = 1963;
    private static final int SWITCH_MICROS = 477;
    private static final int WAKE_UP_MICROS = 1000;
    /** "Approximately 20 to 30 ms are necessary for the heater to reach the intended target temperature." */
    private static final int HEAT_UP_MILLIS = 20;

    private static final double HOTTEST_CELSIUS = 410;
    /** Metal oxide that is not hot hardly conducts. */
    private static final double COLD_RESISTANCE = 10;

    private final Variant variant;
    private final Time time;
    private final int[] registers = new int[256];
    private Supplier<Air> air = () -> Air.ORDINARY;
    private boolean converting;
    private long gasAt;
    private long doneAt;
    private long startedAt;
    private int[] results = new int[0];
    private int filteredTemperature = -1;
    private int filteredPressure = -1;
    private double plateCelsius = Double.NaN;

    /** A chip in an ordinary room. */
    public EmulatedBme680(Variant variant, Time time) {
        this.variant = variant;
        this.time = time;
        restore();
    }

    /** Sets the air around it. Codes reach beyond the range of the datasheet: -40 to 85 degrees, 300 to 1100 hPa, 0 to 1. */
    public void set(Air surroundings) {
        follow(() -> surroundings);
    }

    /** Asks for the air around it whenever a conversion starts. */
    public synchronized void follow(Supplier<Air> surroundings) {
        air = surroundings;
    }

    /** How hot the gas sensor's plate was in the last gas measurement; empty before the first. */
    public synchronized OptionalDouble plateCelsius() {
        return Double.isNaN(plateCelsius) ? OptionalDouble.empty() : OptionalDouble.of(plateCelsius);
    }

    @Override
    public synchronized void powerUp() {
        restore();
    }

    @Override
    public String toString() {
        return variant.name().toLowerCase(Locale.ROOT);
    }

    @Override
    boolean started() {
        return time.nanos() - startedAt >= 0;
    }

    /** Page 0 holds the upper half of the registers, page 1 the lower; the page is chosen in either. */
    @Override
    int spiRegister(int address) {
        boolean lowerHalf = (registers[STATUS] & SPI_MEM_PAGE) != 0;
        return lowerHalf || address == STATUS ? address : address | 0x80;
    }

    @Override
    int get(int register) {
        finish();
        if (register != MEAS_STATUS_0 || !converting) {
            return registers[register];
        }
        return registers[register] | MEASURING | (time.nanos() - gasAt >= 0 ? GAS_MEASURING : 0);
    }

    @Override
    void put(int register, int value) throws Refused {
        finish();
        switch (register) {
            case CTRL_GAS_0 -> registers[register] = value & HEAT_OFF;
            case CTRL_GAS_1 -> registers[register] = value & (variant.runGas | NB_CONV);
            case CTRL_HUM -> registers[register] = value & 0x47;
            case STATUS -> registers[register] = value & SPI_MEM_PAGE;
            case CONFIG -> {
                registers[register] = value & 0x1D;
                filteredTemperature = -1;
                filteredPressure = -1;
            }
            case CTRL_MEAS -> control(value);
            case RESET -> {
                if (value == SOFT_RESET) {
                    restore();
                    startedAt = time.nanos() + START_UP.toNanos();
                }
            }
            default -> {
                if (register >= 0x50 && register < GAS_WAIT_0 + SET_POINTS) {
                    registers[register] = value;
                }
            }
        }
    }

    private void restore() {
        Arrays.fill(registers, 0);
        Bme680Factory.burnInto(registers);
        registers[ID] = CHIP_ID;
        registers[VARIANT_ID] = variant.variantId;
        big20(registers, PRESS_MSB, SKIPPED_20_BIT);
        big20(registers, TEMP_MSB, SKIPPED_20_BIT);
        big16(registers, HUM_MSB, SKIPPED_16_BIT);
        converting = false;
        filteredTemperature = -1;
        filteredPressure = -1;
        plateCelsius = Double.NaN;
        startedAt = time.nanos();
    }

    private void control(int value) throws Refused {
        int mode = value & MODE;
        if (mode > FORCED) {
            throw new Refused("is emulated in sleep and forced mode, not in mode " + mode);
        }
        int setPoint = registers[CTRL_GAS_1] & NB_CONV;
        if (mode == FORCED && setPoint >= SET_POINTS) {
            throw new Refused("has heater set-points 0 to 9, not " + setPoint);
        }
        if (converting) {
            registers[CTRL_MEAS] = (value & ~MODE) | FORCED;
        } else {
            registers[CTRL_MEAS] = value;
            if (mode == FORCED) {
                convert(setPoint);
            }
        }
    }

    private void convert(int setPoint) {
        Air here = air.get();
        int osrsT = registers[CTRL_MEAS] >> 5;
        int osrsP = registers[CTRL_MEAS] >> 2 & 0x07;
        int osrsH = registers[CTRL_HUM] & 0x07;
        boolean runGas = (registers[CTRL_GAS_1] & variant.runGas) != 0;
        results = registers.clone();
        climate(here, osrsT, osrsP, osrsH);
        Arrays.fill(results, HUM_MSB + 2, GAS_LAST + 1, 0);
        int waitMillis = runGas ? gasWaitMillis(registers[GAS_WAIT_0 + setPoint]) : 0;
        if (runGas) {
            gas(here, registers[RES_HEAT_0 + setPoint], waitMillis);
        }

        int cycles = CYCLES[osrsT] + CYCLES[osrsP] + CYCLES[osrsH];
        gasAt = time.nanos() + (WAKE_UP_MICROS + cycles * CYCLE_MICROS + 4 * SWITCH_MICROS) * 1000L;
        doneAt = gasAt + (runGas ? 5 * SWITCH_MICROS * 1000L + waitMillis * 1_000_000L : 0);
        converting = true;
        registers[MEAS_STATUS_0] = setPoint; // new_data_0 falls
    }

    /** Puts the results into the data registers and goes to sleep, once the time has come. */
    private void finish() {
        if (converting && time.nanos() - doneAt >= 0) {
            System.arraycopy(results, PRESS_MSB, registers, PRESS_MSB, GAS_LAST - PRESS_MSB + 1);
            registers[MEAS_STATUS_0] |= NEW_DATA_0;
            registers[CTRL_MEAS] &= ~MODE;
            converting = false;
        }
    }

    private void climate(Air here, int osrsT, int osrsP, int osrsH) {
        int filter = registers[CONFIG] >> 2 & 0x07;
        int temperature = converted(Bme680Factory::celsius, here.celsius(), osrsT, filter);
        // Only rounding shall stand between the air and the compensated values, so they start from the rounded
        // temperature.
        double celsius = osrsT == 0 ? here.celsius() : Bme680Factory.celsius(temperature);
        int pressure = converted(adc -> Bme680Factory.pascals(adc, celsius), here.pascals(), osrsP, filter);
        int humidity = Codes.nearest(
                adc -> Bme680Factory.relativeHumidity(adc, celsius), here.relativeHumidity(), LAST_16_BIT);

        filteredTemperature = filtered(filteredTemperature, temperature, filter);
        filteredPressure = filtered(filteredPressure, pressure, filter);
        big20(results, TEMP_MSB, osrsT == 0 ? SKIPPED_20_BIT : filteredTemperature);
        big20(results, PRESS_MSB, osrsP == 0 ? SKIPPED_20_BIT : filteredPressure);
        big16(results, HUM_MSB, osrsH == 0 ? SKIPPED_16_BIT : humidity);
    }

    /** A code of 20 bits: 16 of them count with single sampling, one more with each doubling, all with the filter. */
    private static int converted(IntToDoubleFunction decode, double wanted, int osrs, int filter) {
        int unused = filter > 0 || osrs == 0 ? 0 : Math.max(5 - osrs, 0);
        return Codes.nearest(code -> decode.applyAsDouble(code << unused), wanted, LAST_20_BIT >> unused) << unused;
    }

    private static int filtered(int before, int code, int filter) {
        int coefficient = FILTER_COEFFICIENTS[filter];
        return before < 0 ? code : (before * (coefficient - 1) + code) / coefficient;
    }

    private void gas(Air here, int resHeat, int waitMillis) {
        boolean heats = (registers[CTRL_GAS_0] & HEAT_OFF) == 0;
        double target = Bme680Factory.plateCelsius(resHeat, here.celsius());
        boolean stable = heats && waitMillis >= HEAT_UP_MILLIS && target > here.celsius() && target <= HOTTEST_CELSIUS;
        double share = heats ? Math.min(1, (double) waitMillis / HEAT_UP_MILLIS) : 0;
        plateCelsius = here.celsius() + (Math.min(target, HOTTEST_CELSIUS) - here.celsius()) * share;

        double ohms = stable ? here.gasOhms() : here.gasOhms() * COLD_RESISTANCE;
        int range = gasRange(ohms);
        int code = Codes.nearest(adc -> variant.ohms(adc, range), ohms, LAST_GAS);
        results[variant.gasMsb] = code >> 2;
        results[variant.gasMsb + 1] = (code & 0b11) << 6 | GAS_VALID_R | (stable ? HEAT_STAB_R : 0) | range;
    }

    /** The range in whose middle, on a scale of logarithms, a resistance comes nearest; neighbours overlap. */
    private int gasRange(double ohms) {
        return IntStream.rangeClosed(0, LAST_GAS_RANGE)
                .boxed()
                .min(Comparator.comparingDouble(range -> {
                    double square = variant.ohms(0, range) * variant.ohms(LAST_GAS, range);
                    return Math.abs(Math.log(square / (ohms * ohms)));
                }))
                .orElseThrow();
    }

    private static int gasWaitMillis(int gasWait) {
        return (gasWait & 0x3F) << 2 * (gasWait >> 6);
    }

    private static void big20(int[] bytes, int at, int value) {
        big16(bytes, at, value >> 4);
        bytes[at + 2] = (value & 0x0F) << 4;
    }

    private static void big16(int[] bytes, int at, int value) {
        bytes[at] = value >> 8;
        bytes[at + 1] = value & 0xFF;
    }
}
