package plumage.driver.bosch.bme680;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import plumage.bus.BusException;
import plumage.bus.BusName;
import plumage.bus.Delay;
import plumage.bus.Fault;
import plumage.bus.I2cDevice;
import plumage.bus.SpiDevice;
import plumage.bus.SpiMode;
import plumage.sensor.Measurement;
import plumage.sensor.Quantity;
import plumage.sensor.Setting;
import plumage.sensor.Wiring;

/** The driver between configuration and measurement. */
class Bme680SensorTest {
    private final FakeChip chip = new FakeChip();
    private final List<String> variants = new ArrayList<>();
    private final Map<Quantity, Double> values = new LinkedHashMap<>();
    private final Map<Quantity, Fault> missing = new LinkedHashMap<>();

    @Test
    void measuresAllItClaims() throws BusException {
        measure("i2c-1", Map.of());

        assertThat(values.keySet()).containsExactlyInAnyOrderElementsOf(Bme680Sensor.DRIVER.quantities());
        assertThat(values.get(Quantity.RELATIVE_HUMIDITY)).isEqualTo(0.4299655, within(2e-6));
        assertThat(missing).isEmpty();
        assertThat(variants).containsExactly("bme680");
        assertThat(chip.heard).contains("W 75=00", "W 72=01", "W 5A=71", "W 64=65", "W 74=55");
    }

    @Test
    void doesAsConfigured() throws BusException {
        measure(
                "i2c-1",
                Map.of(
                        "temperature.oversampling", "16",
                        "pressure.oversampling", 4,
                        "humidity.oversampling", "2",
                        "filter", "127",
                        "heater.temperature", 200,
                        "heater.duration", "1s",
                        "heater.ambient", -10));

        assertThat(chip.heard).contains("W 75=1C", "W 72=02", "W 5A=52", "W 64=BE", "W 74=AD");
    }

    @Test
    void leavesOutWhatIsSwitchedOff() throws BusException {
        measure("i2c-1", Map.of("pressure.oversampling", "0", "humidity.oversampling", "0", "heater.enabled", "false"));

        assertThat(values).containsOnlyKeys(Quantity.TEMPERATURE);
        assertThat(missing).isEmpty();
    }

    @Test
    void countsTheOthersWhenTheGasIsNotReady() throws BusException {
        chip.put(0x2B, 0x06);

        measure("i2c-1", Map.of());

        assertThat(values).containsOnlyKeys(Quantity.TEMPERATURE, Quantity.PRESSURE, Quantity.RELATIVE_HUMIDITY);
        assertThat(missing).containsExactly(Map.entry(Quantity.GAS_RESISTANCE, Fault.NOT_READY));
    }

    @Test
    void selectsTheMemoryPageBeforeEachTransferOverSpi() throws BusException {
        measure("spi-0.0", Map.of());

        assertThat(values.get(Quantity.TEMPERATURE)).isEqualTo(24.29975, within(1e-5));
        assertThat(chip.heard)
                .startsWith("W 73=00", "R D0+1", "W 73=00", "W E0=B6")
                .endsWith("W 73=10", "W 74=55", "D 192590us", "W 73=10", "R 1D+17");
    }

    @Test
    void aBme688IsTheSameByAnotherName() {
        assertThat(Bme688Sensor.DRIVER.chip()).isEqualTo("bme688");
        assertThat(Bme688Sensor.DRIVER.quantities()).isEqualTo(Bme680Sensor.DRIVER.quantities());
    }

    private void measure(String bus, Map<String, ?> configuration) throws BusException {
        Bme680Sensor.DRIVER.open(new Bench(bus, configuration)).measureInto(new Measurement() {
            @Override
            public void set(Quantity quantity, double value) {
                values.put(quantity, value);
            }

            @Override
            public void set(Quantity quantity, String label, String labelValue, double value) {
                throw new UnsupportedOperationException("a BME680 has one series of each");
            }

            @Override
            public void missing(Quantity quantity, Fault reason) {
                missing.put(quantity, reason);
            }
        });
    }

    /** The fake chip on either bus; over SPI bit 4 of register 0x73 says which half of the registers is meant. */
    private final class Bench implements Wiring {
        private final BusName bus;
        private final Map<String, ?> configuration;

        Bench(String bus, Map<String, ?> configuration) {
            this.bus = BusName.parse(bus);
            this.configuration = configuration;
        }

        @Override
        public BusName bus() {
            return bus;
        }

        @Override
        public I2cDevice i2c() {
            return chip;
        }

        @Override
        public SpiDevice spi(SpiMode mode, int maxHertz) {
            assertThat(mode).isEqualTo(SpiMode.MODE_0);
            assertThat(maxHertz).isEqualTo(10_000_000);
            return bytes -> {
                int address = bytes[0] & 0x7F;
                boolean lower = address == 0x73 || (chip.memory[0x73] & 0x10) != 0;
                int register = lower ? address : address | 0x80;
                byte[] in = new byte[bytes.length];
                if ((bytes[0] & 0x80) == 0) {
                    chip.write(register, bytes[1]);
                } else {
                    byte[] data = chip.writeRead(new byte[] {(byte) register}, bytes.length - 1);
                    System.arraycopy(data, 0, in, 1, data.length);
                }
                return in;
            };
        }

        @Override
        public Delay delay() {
            return chip;
        }

        @Override
        public <T> T get(Setting<T> setting) {
            return setting.in(configuration);
        }

        @Override
        public void identified(String variant) {
            variants.add(variant);
        }
    }
}
