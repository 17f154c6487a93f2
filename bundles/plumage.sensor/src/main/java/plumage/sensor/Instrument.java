package plumage.sensor;

import plumage.bus.BusException;

/** An identified and calibrated chip that can be asked for measurements, one at a time. Thrown away after a fault and opened again. */
@FunctionalInterface
public interface Instrument {
    /**
     * Measures once: transfers and pauses as the datasheet tells, then the values in base units.
     *
     * @throws BusException when there is no measurement at all; a single quantity that is missing is told by {@link Measurement#missing}
     */
    void measureInto(Measurement measurement) throws BusException;
}
