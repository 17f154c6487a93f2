package plumage.bus.pi4j;

import com.pi4j.io.exception.IOException;
import com.pi4j.io.spi.Spi;
import com.pi4j.io.spi.SpiConfig;
import com.pi4j.io.spi.SpiProviderBase;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import plumage.bus.BusException;
import plumage.bus.Fault;

/**
 * Pi4J's SPI over {@code /dev/spidevB.C}, under the identifier of the stock provider. Pi4J itself refuses two SPI
 * instances of one chip select number at a time, even on different buses.
 */
final class LinuxSpiProvider extends SpiProviderBase {
    static final String ID = "linuxfs-spi";

    private final Kernel kernel;
    private final Path dev;
    private final Map<String, Line> lines = new ConcurrentHashMap<>();

    LinuxSpiProvider(Kernel kernel, Path dev) {
        super(ID, "Plumage SPI");
        this.kernel = kernel;
        this.dev = dev;
    }

    /**
     * Opens a chip select.
     *
     * @throws BusException {@link Fault#BUS} while it is absent or not permitted
     */
    SpiFile open(int bus, int select) throws BusException {
        Line line = lines.computeIfAbsent("spi-" + bus + "." + select, Line::new);
        return SpiFile.open(kernel, dev, line, bus, select);
    }

    /**
     * A chip.
     *
     * @throws IllegalArgumentException when the configuration asks for what spidev does not have
     * @throws IOException when the bus is absent or not permitted, caused by a {@link BusException}
     */
    @Override
    public Spi create(SpiConfig config) {
        int mode = LinuxSpi.mode(config);
        try {
            SpiFile file = open(config.bus().getBus(), config.address());
            LinuxSpi chip = new LinuxSpi(this, config, file, mode);
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
