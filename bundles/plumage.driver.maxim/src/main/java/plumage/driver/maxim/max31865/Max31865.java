package plumage.driver.maxim.max31865;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import plumage.bus.BusException;
import plumage.bus.Delay;
import plumage.bus.Fault;
import plumage.bus.Registers;

/** The Maxim MAX31865 converter for platinum resistors, data sheet 19-6478 rev. 3. */
final class Max31865 {
    // Table 1
    private static final int CONFIGURATION = 0x00;
    private static final int RTD_MSBS = 0x01;
    private static final int HIGH_FAULT_THRESHOLD = 0x03; // two bytes, then two of the low one
    private static final int FAULT_STATUS = 0x07;

    // Table 2
    private static final int VBIAS = 0x80;
    private static final int ONE_SHOT = 0x20;
    private static final int THREE_WIRE = 0x10;
    private static final int DETECT_FAULTS = 0x04; // D3 D2 = 01: with automatic delay
    private static final int CLEAR_FAULTS = 0x02;
    private static final int FILTER_50_HZ = 0x01;
    private static final int KEPT = VBIAS | THREE_WIRE | FILTER_50_HZ; // the others clear themselves

    private static final int RTD_FAULT = 0x01; // of the LSBs
    private static final double CODES = 1 << 15;
    private static final int FULL_SCALE = 0x7FFF;

    /** Table 7, from D7 on. */
    private static final List<String> FAULTS = List.of(
            "RTD above the high threshold",
            "RTD below the low threshold",
            "REFIN- above 0.85 VBIAS: an open line",
            "REFIN- below 0.85 VBIAS with FORCE- open: a short circuit to ground or an open line",
            "RTDIN- below 0.85 VBIAS with FORCE- open: a short circuit to ground",
            "an input below ground or above the supply");

    private static final int ALL_FAULTS = 0xFC;
    private static final int HIGHEST_FAULT = 0x80;

    // "1-shot": 10.5 time constants of the input filter and 1 ms; 100 nF at 4.3 kΩ are 4.5 ms
    private static final Duration SETTLING = Duration.ofMillis(10);
    private static final Duration FAULT_DETECTION = Duration.ofMillis(1); // "Fault detection cycle": 550 µs
    private static final Duration CONVERSION = Duration.ofMillis(66); // "AC characteristics": single, 50 Hz, maximum

    private final Registers registers;
    private final Delay delay;
    private final Wires wires;
    private final double reference;
    private final Platinum platinum;

    /**
     * How the resistor is wired.
     *
     * @param three whether one wire is single: of two or four the configuration is the same
     * @param filter50Hz whether mains of 50 Hz are filtered out, otherwise of 60 Hz
     */
    record Wires(boolean three, boolean filter50Hz) {
        int configuration() {
            return (three ? THREE_WIRE : 0) | (filter50Hz ? FILTER_50_HZ : 0);
        }
    }

    /** Resistance in ohms and temperature in degrees Celsius. */
    record Sample(double ohms, double celsius) {}

    private Max31865(Registers registers, Delay delay, Wires wires, double reference, Platinum platinum) {
        this.registers = registers;
        this.delay = delay;
        this.wires = wires;
        this.reference = reference;
        this.platinum = platinum;
    }

    /**
     * Sets the chip up and looks whether it keeps that: it has no identification. The thresholds, which the chip would report as faults, are opened wide.
     *
     * @param reference the resistor at ISENSOR in ohms
     */
    static Max31865 open(Registers registers, Delay delay, Wires wires, double reference, Platinum platinum)
            throws BusException {
        registers.write(CONFIGURATION, wires.configuration() | CLEAR_FAULTS);
        registers.write(HIGH_FAULT_THRESHOLD, 0xFF, 0xFF, 0x00, 0x00);
        int configuration = registers.readU8(CONFIGURATION) & KEPT;
        int thresholds = registers.read(HIGH_FAULT_THRESHOLD, 4).getInt();
        if (configuration != wires.configuration() || thresholds != 0xFFFF0000) {
            throw new BusException(
                    Fault.IDENTITY,
                    String.format(
                            "configuration %02X and thresholds FFFF0000 were written, but %02X and %08X kept",
                            wires.configuration(), configuration, thresholds));
        }
        return new Max31865(registers, delay, wires, reference, platinum);
    }

    /** Measures once, with a look for broken wires. The resistor carries current only meanwhile. */
    Sample measure() throws BusException {
        int biased = VBIAS | wires.configuration();
        registers.write(CONFIGURATION, biased | CLEAR_FAULTS);
        delay.pause(SETTLING);
        registers.write(CONFIGURATION, biased | DETECT_FAULTS);
        delay.pause(FAULT_DETECTION);
        registers.write(CONFIGURATION, biased | ONE_SHOT);
        delay.pause(CONVERSION);
        int rtd = registers.readU16(RTD_MSBS);
        registers.write(CONFIGURATION, wires.configuration());
        if ((rtd & RTD_FAULT) != 0) {
            throw new BusException(Fault.FAULT, faults(registers.readU8(FAULT_STATUS)));
        }
        return sample(rtd >> 1);
    }

    private Sample sample(int code) throws BusException {
        double ohms = code * reference / CODES;
        double celsius = platinum.celsius(ohms);
        if (code == FULL_SCALE || !(celsius >= Platinum.COLDEST && celsius <= Platinum.HOTTEST)) {
            throw new BusException(
                    Fault.RANGE,
                    String.format(
                            Locale.ROOT,
                            "the RTD code is %04X, %.1f ohms: nothing that a resistor of %.0f ohms has from -200 to 850 degrees Celsius",
                            code,
                            ohms,
                            platinum.nominal()));
        }
        return new Sample(ohms, celsius);
    }

    private static String faults(int status) {
        List<String> named = new ArrayList<>();
        for (int i = 0; i < FAULTS.size(); i++) {
            if ((status & HIGHEST_FAULT >> i) != 0) {
                named.add(FAULTS.get(i));
            }
        }
        return String.format(
                "the fault status is %02X: %s",
                status, (status & ALL_FAULTS) == 0 ? "none named" : String.join("; ", named));
    }
}
