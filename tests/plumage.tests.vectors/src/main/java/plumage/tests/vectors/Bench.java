package plumage.tests.vectors;

import java.time.Duration;
import java.util.Map;
import plumage.bus.BusException;
import plumage.bus.BusName;
import plumage.bus.Delay;
import plumage.bus.I2cDevice;
import plumage.bus.SerialDevice;
import plumage.bus.SpiDevice;
import plumage.bus.SpiMode;
import plumage.bus.Sysfs;
import plumage.sensor.Setting;
import plumage.sensor.Wiring;

/** Wires a driver to a chip that plays a case; time passes without being spent. */
final class Bench implements Wiring {
    private static final int BAUD = 9600;

    private final Object chip;
    private final Map<String, String> settings;
    private final Recording recording;
    private final Observed observed;

    /**
     * A bench.
     *
     * @param chip an {@link I2cDevice}, an {@link SpiDevice}, a {@link SerialDevice} or, of the kernel's devices, {@link W1Files}
     */
    Bench(Object chip, Map<String, String> settings, Recording recording, Observed observed) {
        this.chip = chip;
        this.settings = settings;
        this.recording = recording;
        this.observed = observed;
    }

    @Override
    public BusName bus() {
        String bus = "i2c-1";
        if (chip instanceof SpiDevice) {
            bus = "spi-0.0";
        } else if (chip instanceof SerialDevice) {
            bus = "/dev/ttyS0";
        } else if (chip instanceof Sysfs) {
            bus = "w1";
        }
        return BusName.parse(bus);
    }

    @Override
    public I2cDevice i2c() {
        if (!(chip instanceof I2cDevice device)) {
            throw new Unplayable("the driver asks for I2C on " + bus());
        }
        return new I2cDevice() {
            @Override
            public void write(int... bytes) throws BusException {
                recording.transfer();
                device.write(bytes);
            }

            @Override
            public byte[] read(int count) throws BusException {
                recording.transfer();
                return device.read(count);
            }

            @Override
            public byte[] writeRead(byte[] bytes, int count) throws BusException {
                recording.transfer();
                return device.writeRead(bytes, count);
            }
        };
    }

    @Override
    public SpiDevice spi(SpiMode mode, int maxHertz) {
        if (!(chip instanceof SpiDevice device)) {
            throw new Unplayable("the driver asks for SPI on " + bus());
        }
        return bytes -> {
            recording.transfer();
            return device.transfer(bytes);
        };
    }

    @Override
    public SerialDevice serial(int baud) {
        if (!(chip instanceof SerialDevice device)) {
            throw new Unplayable("the driver asks for a serial port on " + bus());
        }
        if (baud != BAUD) {
            throw new Unplayable("the driver asks for " + baud + " baud, the vectors are of " + BAUD);
        }
        return new SerialDevice() {
            @Override
            public void write(int... bytes) throws BusException {
                recording.transfer();
                device.write(bytes);
            }

            @Override
            public byte[] read(int count, Duration within) throws BusException {
                recording.transfer();
                return device.read(count, within);
            }

            @Override
            public void discard() throws BusException {
                recording.transfer();
                device.discard();
            }
        };
    }

    @Override
    public Sysfs sysfs() {
        if (!(chip instanceof Sysfs files)) {
            throw new Unplayable("the driver asks for files of the kernel on " + bus());
        }
        return files;
    }

    @Override
    public Delay delay() {
        return recording::pause;
    }

    @Override
    public <T> T get(Setting<T> setting) {
        return setting.in(settings);
    }

    @Override
    public void identified(String variant) {
        observed.identified(variant);
    }
}
