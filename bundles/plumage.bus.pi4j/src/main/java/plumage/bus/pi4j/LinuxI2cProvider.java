package plumage.bus.pi4j;

import com.pi4j.io.exception.IOException;
import com.pi4j.io.i2c.I2C;
import com.pi4j.io.i2c.I2CConfig;
import com.pi4j.io.i2c.I2CProviderBase;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import plumage.bus.BusException;
import plumage.bus.Fault;

/**
 * Pi4J's I2C over {@code /dev/i2c-N}. It has the identifier of the stock provider, whose place it takes, so that code
 * which asks for {@code linuxfs-i2c} runs unchanged.
 */
final class LinuxI2cProvider extends I2CProviderBase {
    static final String ID = "linuxfs-i2c";

    private static final int LAST_ADDRESS = 0x7F;

    private final Kernel kernel;
    private final Path dev;
    private final Path sysfs;
    private final Map<Integer, Line> lines = new ConcurrentHashMap<>();

    LinuxI2cProvider(Kernel kernel, Path dev, Path sysfs) {
        super(ID, "Plumage I2C");
        this.kernel = kernel;
        this.dev = dev;
        this.sysfs = sysfs;
    }

    /**
     * Opens a bus for whoever names the address with each transfer; it shares turns with the Pi4J users of that bus.
     *
     * @throws BusException {@link Fault#BUS} while it is absent or not permitted
     */
    I2cFile open(int bus) throws BusException {
        return I2cFile.open(kernel, dev, sysfs, line(bus), bus);
    }

    private Line line(int bus) {
        return lines.computeIfAbsent(bus, number -> new Line("i2c-" + number));
    }

    /**
     * A chip.
     *
     * @throws IllegalArgumentException when the address has more than seven bits
     * @throws IOException when the bus is absent or not permitted, caused by a {@link BusException}
     */
    @Override
    public I2C create(I2CConfig config) {
        int address = config.device();
        if (address < 0 || address > LAST_ADDRESS) {
            throw new IllegalArgumentException(
                    String.format("device 0x%x is no address of seven bits, 0x00 to 0x7f", address));
        }
        try {
            I2cFile file = open(config.bus());
            LinuxI2c chip = new LinuxI2c(this, config, file, line(config.bus()));
            try {
                context.registry().add(chip);
            } catch (RuntimeException e) {
                file.close();
                throw e;
            }
            return chip;
        } catch (BusException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
