package plumage.tests.devices;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import plumage.bus.BusException;
import plumage.bus.BusName;
import plumage.bus.BusProvider.I2cPort;
import plumage.bus.Delay;
import plumage.bus.Fault;
import plumage.bus.I2cDevice;
import plumage.bus.SpiDevice;
import plumage.bus.SpiMode;
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
    @Test
    void si7021() throws BusException {
        SensorDriver driver = driver(host -> new Si7021Sensor(host, Map.of()));
        Map<String, Double> values;
        try (I2cPort bus = i2c()) {
            values = measure(driver, new I2cWiring("i2c-1", SI7021, bus));
        }
        assertThat(values).hasSize(2);
        try (I2cPort bus = (I2cPort) emulated.open(BusName.parse(EMULATED_I2C))) {
            assertThat(values).isEqualTo(measure(driver, new I2cWiring(EMULATED_I2C, SI7021, bus)));
        }
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
    private final class I2cWiring implements Wiring {
        private final BusName bus;
        private final int address;
        private final I2cPort port;

        I2cWiring(String bus, int address, I2cPort port) {
            this.bus = BusName.parse(bus);
            this.address = address;
            this.port = port;
        }

        @Override
        public BusName bus() {
            return bus;
        }

        @Override
        public I2cDevice i2c() {
            return new I2cDevice() {
                @Override
                public void write(int... values) throws BusException {
                    byte[] bytes = new byte[values.length];
                    for (int i = 0; i < values.length; i++) {
                        bytes[i] = (byte) values[i];
                    }
                    port.transfer(address, bytes, new byte[0]);
                }

                @Override
                public byte[] read(int count) throws BusException {
                    return writeRead(new byte[0], count);
                }

                @Override
                public byte[] writeRead(byte[] bytes, int count) throws BusException {
                    byte[] read = new byte[count];
                    port.transfer(address, bytes, read);
                    return read;
                }
            };
        }

        @Override
        public SpiDevice spi(SpiMode mode, int maxHertz) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Delay delay() {
            return time;
        }

        @Override
        public <T> T get(Setting<T> setting) {
            throw new UnsupportedOperationException(setting.toString());
        }

        @Override
        public void identified(String variant) {}
    }
}
