package plumage.tests.devices;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import plumage.bus.BusException;
import plumage.bus.BusName;
import plumage.bus.BusProvider;
import plumage.bus.BusProvider.BusPort;
import plumage.bus.BusProvider.I2cPort;
import plumage.bus.BusProvider.SpiPort;
import plumage.bus.Bytes;
import plumage.bus.Delay;
import plumage.bus.Fault;
import plumage.bus.I2cDevice;
import plumage.bus.SpiDevice;
import plumage.bus.SpiMode;
import plumage.driver.bosch.bme680.Bme680Sensor;
import plumage.driver.silabs.si7021.Si7021Sensor;
import plumage.sensor.Measurement;
import plumage.sensor.Quantity;
import plumage.sensor.Reading;
import plumage.sensor.SensorDriver;
import plumage.sensor.SensorHost;
import plumage.sensor.Setting;
import plumage.sensor.Wiring;

/** Drivers measure through device files what they measure on the emulated bus itself. */
class DriversOnDeviceFiles extends OnDeviceFiles {
    private static final int NO_ADDRESS = 0;

    @Test
    void si7021() throws BusException {
        SensorDriver driver = driver(host -> new Si7021Sensor(host, Map.of()));
        Map<String, Double> values = measure(driver, buses, "i2c-1", SI7021);
        assertThat(values).hasSize(2);
        assertThat(values).isEqualTo(measure(driver, emulated, EMULATED_I2C, SI7021));
    }

    @Test
    void bme680OverBothBuses() throws BusException {
        SensorDriver driver = driver(host -> new Bme680Sensor(host, Map.of()));
        Map<String, Double> values = measure(driver, buses, "i2c-1", BME680);
        assertThat(values).hasSize(4);
        assertThat(values).isEqualTo(measure(driver, buses, "spi-0.0", NO_ADDRESS));
        assertThat(values).isEqualTo(measure(driver, emulated, EMULATED_SPI, NO_ADDRESS));
    }

    /** What a component hands to its host. */
    private static SensorDriver driver(Consumer<SensorHost> component) {
        AtomicReference<SensorDriver> started = new AtomicReference<>();
        component.accept((driver, configuration) -> {
            started.set(driver);
            return new SensorHost.Sensor() {
                @Override
                public Reading reading() {
                    throw new UnsupportedOperationException();
                }

                @Override
                public void close() {}
            };
        });
        return started.get();
    }

    private Map<String, Double> measure(SensorDriver driver, BusProvider provider, String bus, int address)
            throws BusException {
        try (BusPort port = provider.open(BusName.parse(bus))) {
            return measure(driver, new PortWiring(BusName.parse(bus), port, address));
        }
    }

    private static Map<String, Double> measure(SensorDriver driver, Wiring wiring) throws BusException {
        Map<String, Double> values = new LinkedHashMap<>();
        driver.open(wiring).measureInto(new Measurement() {
            @Override
            public void set(Quantity quantity, double value) {
                values.put(quantity.toString(), value);
            }

            @Override
            public void set(Quantity quantity, String label, String labelValue, double value) {
                values.put(quantity + " " + labelValue, value);
            }

            @Override
            public void missing(Quantity quantity, Fault reason) {
                throw new AssertionError(quantity + " is missing: " + reason);
            }
        });
        return values;
    }

    /** A port as a device, without turns and repetitions: those are tested where they are. */
    private final class PortWiring implements Wiring {
        private final BusName bus;
        private final BusPort port;
        private final int address;

        PortWiring(BusName bus, BusPort port, int address) {
            this.bus = bus;
            this.port = port;
            this.address = address;
        }

        @Override
        public BusName bus() {
            return bus;
        }

        @Override
        public I2cDevice i2c() {
            I2cPort i2c = (I2cPort) port;
            return new I2cDevice() {
                @Override
                public void write(int... values) throws BusException {
                    i2c.transfer(address, Bytes.of(values), new byte[0]);
                }

                @Override
                public byte[] read(int count) throws BusException {
                    return writeRead(new byte[0], count);
                }

                @Override
                public byte[] writeRead(byte[] bytes, int count) throws BusException {
                    byte[] read = new byte[count];
                    i2c.transfer(address, bytes, read);
                    return read;
                }
            };
        }

        @Override
        public SpiDevice spi(SpiMode mode, int maxHertz) {
            return values -> {
                byte[] bytes = Bytes.of(values);
                ((SpiPort) port).transfer(mode, maxHertz, bytes);
                return bytes;
            };
        }

        @Override
        public Delay delay() {
            return time;
        }

        @Override
        public <T> T get(Setting<T> setting) {
            return setting.defaultValue();
        }

        @Override
        public void identified(String variant) {}
    }
}
