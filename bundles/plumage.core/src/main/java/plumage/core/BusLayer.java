package plumage.core;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
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
import plumage.bus.Registers;
import plumage.bus.SerialDevice;
import plumage.bus.SpiDevice;
import plumage.bus.SpiMode;
import plumage.bus.Sysfs;
import plumage.core.Line.Meter;

/** All buses by name, whoever provides them. Devices stay valid while providers come and go. */
@Component(service = {Buses.class, BusLayer.class})
public final class BusLayer implements Buses {
    private static final int REPEATS = 2;
    private static final int LOWEST_ADDRESS = 0x08;
    private static final int HIGHEST_ADDRESS = 0x77;

    private final List<BusProvider> providers = new CopyOnWriteArrayList<>();
    private final Map<String, Line> lines = new ConcurrentHashMap<>();

    @Reference(policy = ReferencePolicy.DYNAMIC, cardinality = ReferenceCardinality.MULTIPLE)
    void addProvider(BusProvider provider) {
        providers.add(provider);
    }

    void removeProvider(BusProvider provider) {
        providers.remove(provider);
        lines.values().forEach(line -> line.withdraw(provider));
    }

    @Override
    public I2cDevice i2c(BusName bus, int address) {
        return i2c(bus, address, new Meter());
    }

    @Override
    public SpiDevice spi(BusName bus, SpiMode mode, int maxHertz) {
        return spi(bus, mode, maxHertz, new Meter());
    }

    @Override
    public SerialDevice serial(BusName bus, int baud) {
        return serial(bus, baud, new Meter());
    }

    @Override
    public GpioInput gpio(BusName bus, GpioSetup setup) {
        return gpio(bus, setup, new Meter());
    }

    @Override
    public Sysfs sysfs(BusName bus) {
        return sysfs(bus, new Meter());
    }

    I2cDevice i2c(BusName bus, int address, Meter meter) {
        require(bus, BusName.Kind.I2C);
        if (address < LOWEST_ADDRESS || address > HIGHEST_ADDRESS) {
            throw new IllegalArgumentException(String.format("address 0x%02x is not from 0x08 to 0x77", address));
        }
        return new I2c(line(bus), bus, bus.root(), address, meter, 0);
    }

    SpiDevice spi(BusName bus, SpiMode mode, int maxHertz, Meter meter) {
        require(bus, BusName.Kind.SPI);
        return new Spi(line(bus), bus, mode, maxHertz, meter);
    }

    SerialDevice serial(BusName bus, int baud, Meter meter) {
        require(bus, BusName.Kind.SERIAL);
        return new Serial(line(bus), bus, baud, meter);
    }

    GpioInput gpio(BusName bus, GpioSetup setup, Meter meter) {
        require(bus, BusName.Kind.GPIO);
        Line line = line(bus);
        return () -> line.transfer(bus, GpioPort.class, meter, 0, port -> port.read(setup));
    }

    Sysfs sysfs(BusName bus, Meter meter) {
        if (!bus.kind().isSysfs()) {
            throw new IllegalArgumentException(bus + " is not read by the kernel");
        }
        return new Files(line(bus), bus, meter);
    }

    Line line(BusName bus) {
        return lines.computeIfAbsent(bus.line(), name -> new Line(name, this::provider));
    }

    Collection<Line> lines() {
        return lines.values();
    }

    private @Nullable BusProvider provider(BusName bus) {
        for (BusProvider provider : providers) {
            if (provider.provides(bus)) {
                return provider;
            }
        }
        return null;
    }

    private static void require(BusName bus, BusName.Kind kind) {
        if (bus.kind() != kind) {
            throw new IllegalArgumentException(bus + " is not a bus of kind " + kind);
        }
    }

    private record I2c(Line line, BusName bus, BusName root, int address, Meter meter, int repeats)
            implements I2cDevice {
        private static final byte[] NOTHING = {};

        @Override
        public void write(int... bytes) throws BusException {
            transfer(Bytes.of(bytes), NOTHING, 0);
        }

        @Override
        public byte[] read(int count) throws BusException {
            return transfer(NOTHING, new byte[count], 0);
        }

        @Override
        public byte[] writeRead(byte[] bytes, int count) throws BusException {
            return transfer(bytes, new byte[count], repeats);
        }

        @Override
        public Registers registers() {
            // Reading a register twice does no harm; only there may the line repeat a transfer.
            return repeats == 0
                    ? new I2c(line, bus, root, address, meter, REPEATS).registers()
                    : I2cDevice.super.registers();
        }

        private byte[] transfer(byte[] write, byte[] read, int times) throws BusException {
            return line.transfer(root, I2cPort.class, meter, times, port -> {
                Multiplexers.transfer(port, bus, line.troubles(), address, write, read);
                return read;
            });
        }
    }

    private record Spi(Line line, BusName bus, SpiMode mode, int maxHertz, Meter meter) implements SpiDevice {
        @Override
        public byte[] transfer(int... bytes) throws BusException {
            return line.transfer(bus, SpiPort.class, meter, 0, port -> {
                byte[] both = Bytes.of(bytes);
                port.transfer(mode, maxHertz, both);
                return both;
            });
        }
    }

    private record Serial(Line line, BusName bus, int baud, Meter meter) implements SerialDevice {
        @Override
        public void write(int... bytes) throws BusException {
            byte[] sent = Bytes.of(bytes);
            transfer(port -> port.write(baud, sent));
        }

        @Override
        public byte[] read(int count, Duration within) throws BusException {
            byte[] bytes = new byte[count];
            transfer(port -> port.read(baud, bytes, within));
            return bytes;
        }

        @Override
        public void discard() throws BusException {
            transfer(port -> port.discard(baud));
        }

        private void transfer(Step step) throws BusException {
            line.transfer(bus, SerialPort.class, meter, 0, port -> {
                step.on(port);
                return port;
            });
        }

        /** What is done with the port in one turn. */
        private interface Step {
            void on(SerialPort port) throws BusException;
        }
    }

    private record Files(Line line, BusName bus, Meter meter) implements Sysfs {
        @Override
        public List<String> list(String directory) throws BusException {
            return line.transfer(bus, SysfsPort.class, meter, 0, port -> port.list(directory));
        }

        @Override
        public String read(String file) throws BusException {
            return line.transfer(bus, SysfsPort.class, meter, 0, port -> port.read(file));
        }

        @Override
        public String locate(String path) throws BusException {
            return line.transfer(bus, SysfsPort.class, meter, 0, port -> port.locate(path));
        }
    }
}
