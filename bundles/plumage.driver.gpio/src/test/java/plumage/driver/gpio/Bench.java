package plumage.driver.gpio;

import java.util.LinkedHashMap;
import java.util.Map;
import plumage.bus.BusException;
import plumage.bus.BusName;
import plumage.bus.Delay;
import plumage.bus.Fault;
import plumage.bus.GpioInput;
import plumage.bus.GpioSetup;
import plumage.bus.I2cDevice;
import plumage.bus.SpiDevice;
import plumage.bus.SpiMode;
import plumage.bus.emulated.DirectBuses;
import plumage.bus.emulated.EmulatedBuses;
import plumage.bus.emulated.EmulatedSwitch;
import plumage.sensor.Instrument;
import plumage.sensor.Measurement;
import plumage.sensor.Quantity;
import plumage.sensor.SensorDriver;
import plumage.sensor.Setting;
import plumage.sensor.Tally;
import plumage.sensor.Wiring;

/** A switch on an emulated line and a driver that is wired to it. */
public final class Bench implements Wiring {
    private static final String LINE = "emulated-gpio-0.17";

    public final EmulatedSwitch contact = new EmulatedSwitch();
    public final EmulatedBuses buses = new EmulatedBuses();

    private final SensorDriver driver;
    private final Map<String, String> configuration;
    private final DirectBuses direct = new DirectBuses(buses);
    private GpioSetup setup;
    private Instrument instrument;

    private final Tally tally = new Tally() {
        private long count = 5;

        @Override
        public void add(long more) {
            count += more;
        }

        @Override
        public long count() {
            return count;
        }

        @Override
        public long lifetime() {
            return count + 100;
        }
    };

    public Bench(SensorDriver driver, Map<String, String> configuration) {
        this.driver = driver;
        this.configuration = configuration;
        buses.plug(LINE, contact);
    }

    /** How the line was set up. */
    public GpioSetup setup() {
        return setup;
    }

    /** Measures; after a failure it opens the line again. */
    public Map<String, Double> measure() throws BusException {
        Map<String, Double> values = new LinkedHashMap<>();
        Instrument opened = instrument == null ? driver.open(this) : instrument;
        instrument = null;
        opened.measureInto(new Measurement() {
            @Override
            public void set(Quantity quantity, double value) {
                values.put(quantity.family(), value);
            }

            @Override
            public void set(Quantity quantity, String label, String labelValue, double value) {
                throw new AssertionError(quantity);
            }

            @Override
            public void missing(Quantity quantity, Fault reason) {
                throw new AssertionError(quantity);
            }
        });
        instrument = opened;
        return values;
    }

    @Override
    public BusName bus() {
        return BusName.parse(LINE);
    }

    @Override
    public GpioInput gpio(GpioSetup wanted) {
        setup = wanted;
        return direct.gpio(bus(), wanted);
    }

    @Override
    public Tally tally() {
        return tally;
    }

    @Override
    public <T> T get(Setting<T> setting) {
        return setting.in(configuration);
    }

    @Override
    public I2cDevice i2c() {
        throw new UnsupportedOperationException();
    }

    @Override
    public SpiDevice spi(SpiMode mode, int maxHertz) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Delay delay() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void identified(String variant) {
        throw new UnsupportedOperationException();
    }
}
