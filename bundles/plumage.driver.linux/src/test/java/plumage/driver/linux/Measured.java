package plumage.driver.linux;

import java.util.Map;
import java.util.TreeMap;
import plumage.bus.BusException;
import plumage.bus.Fault;
import plumage.sensor.Instrument;
import plumage.sensor.Measurement;
import plumage.sensor.Quantity;

/** What an instrument told: {@code family} or {@code family{label=value}}, with a number or a fault. */
public final class Measured implements Measurement {
    private final Map<String, Object> told = new TreeMap<>();

    private Measured() {}

    /** Of one measurement. */
    public static Map<String, Object> by(Instrument instrument) throws BusException {
        Measured measured = new Measured();
        instrument.measureInto(measured);
        return measured.told;
    }

    @Override
    public void set(Quantity quantity, double value) {
        told.put(quantity.family(), value);
    }

    @Override
    public void set(Quantity quantity, String label, String labelValue, double value) {
        told.put(quantity.family() + "{" + label + "=" + labelValue + "}", value);
    }

    @Override
    public void missing(Quantity quantity, Fault reason) {
        told.put("missing " + quantity.name(), reason);
    }
}
