package plumage.bus.emulated;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import plumage.bus.BusException;
import plumage.bus.BusName;
import plumage.bus.BusProvider;
import plumage.bus.BusProvider.GpioPort;
import plumage.bus.BusProvider.I2cPort;
import plumage.bus.BusProvider.SerialPort;
import plumage.bus.BusProvider.SpiPort;
import plumage.bus.BusProvider.SysfsPort;
import plumage.bus.Buses;
import plumage.bus.Bytes;
import plumage.bus.GpioInput;
import plumage.bus.GpioSetup;
import plumage.bus.I2cDevice;
import plumage.bus.SerialDevice;
import plumage.bus.SpiDevice;
import plumage.bus.SpiMode;
import plumage.bus.Sysfs;

/** Devices of a provider without the bus layer between: no turns, no repetition. For tests of chip classes, where each transfer shall be seen once. */
public final class DirectBuses implements Buses {
    private final BusProvider provider;

    /** The devices of this provider. */
    public DirectBuses(BusProvider provider) {
        this.provider = provider;
    }

    @Override
    public I2cDevice i2c(BusName bus, int address) {
        return new I2cDevice() {
            @Override
            public void write(int... bytes) throws BusException {
                transfer(Bytes.of(bytes), 0);
            }

            @Override
            public byte[] read(int count) throws BusException {
                return transfer(new byte[0], count);
            }

            @Override
            public byte[] writeRead(byte[] bytes, int count) throws BusException {
                return transfer(bytes, count);
            }

            private byte[] transfer(byte[] write, int count) throws BusException {
                byte[] read = new byte[count];
                try (I2cPort port = (I2cPort) provider.open(bus)) {
                    port.transfer(address, write, read);
                }
                return read;
            }
        };
    }

    @Override
    public SpiDevice spi(BusName bus, SpiMode mode, int maxHertz) {
        return bytes -> {
            byte[] both = Bytes.of(bytes);
            try (SpiPort port = (SpiPort) provider.open(bus)) {
                port.transfer(mode, maxHertz, both);
            }
            return both;
        };
    }

    @Override
    public SerialDevice serial(BusName bus, int baud) {
        return new SerialDevice() {
            @Override
            public void write(int... bytes) throws BusException {
                try (SerialPort port = open()) {
                    port.write(baud, Bytes.of(bytes));
                }
            }

            @Override
            public byte[] read(int count, Duration within) throws BusException {
                byte[] bytes = new byte[count];
                try (SerialPort port = open()) {
                    port.read(baud, bytes, within);
                }
                return bytes;
            }

            @Override
            public void discard() throws BusException {
                try (SerialPort port = open()) {
                    port.discard(baud);
                }
            }

            private SerialPort open() throws BusException {
                return (SerialPort) provider.open(bus);
            }
        };
    }

    /** The port stays open until it fails: only while it is are edges counted. */
    @Override
    public GpioInput gpio(BusName bus, GpioSetup setup) {
        return new GpioInput() {
            private @Nullable GpioPort open;

            @Override
            public Observation read() throws BusException {
                GpioPort port = open == null ? (GpioPort) provider.open(bus) : open;
                open = port;
                try {
                    return port.read(setup);
                } catch (BusException failed) {
                    port.close();
                    open = null;
                    throw failed;
                }
            }
        };
    }

    @Override
    public Sysfs sysfs(BusName bus) {
        return new Sysfs() {
            @Override
            public List<String> list(String directory) throws BusException {
                try (SysfsPort port = open()) {
                    return port.list(directory);
                }
            }

            @Override
            public String read(String file) throws BusException {
                try (SysfsPort port = open()) {
                    return port.read(file);
                }
            }

            @Override
            public String locate(String path) throws BusException {
                try (SysfsPort port = open()) {
                    return port.locate(path);
                }
            }

            private SysfsPort open() throws BusException {
                return (SysfsPort) provider.open(bus);
            }
        };
    }
}
