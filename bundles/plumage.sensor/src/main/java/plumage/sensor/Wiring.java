package plumage.sensor;

import org.osgi.annotation.versioning.ProviderType;
import plumage.bus.BusException;
import plumage.bus.BusName;
import plumage.bus.Delay;
import plumage.bus.GpioInput;
import plumage.bus.GpioSetup;
import plumage.bus.I2cDevice;
import plumage.bus.SerialDevice;
import plumage.bus.SpiDevice;
import plumage.bus.SpiMode;
import plumage.bus.Sysfs;

/** How a chip is wired and set up, for the driver that opens it. */
@ProviderType
public interface Wiring {
    /** The configured bus. */
    BusName bus();

    /** The chip at its configured address; only on a bus of kind {@link BusName.Kind#I2C}. */
    I2cDevice i2c();

    /** The chip at its configured chip select; only on a bus of kind {@link BusName.Kind#SPI}. */
    SpiDevice spi(SpiMode mode, int maxHertz);

    /** The device at the configured serial port; only on a bus of kind {@link BusName.Kind#SERIAL}. */
    default SerialDevice serial(int baud) {
        throw new IllegalStateException(bus() + " is not a serial port");
    }

    /** The configured input line; only on a bus of kind {@link BusName.Kind#GPIO}. */
    default GpioInput gpio(GpioSetup setup) {
        throw new IllegalStateException(bus() + " is not a GPIO line");
    }

    /**
     * The sensor's one count; the same whenever the chip is opened again.
     *
     * @throws BusException when what is stored of it cannot be read in time
     */
    default Tally tally() throws BusException {
        throw new IllegalStateException("nothing is counted here");
    }

    /** The files of the kernel's devices; only on a bus whose kind {@link BusName.Kind#isSysfs}. */
    default Sysfs sysfs() {
        throw new IllegalStateException(bus() + " is not read by the kernel");
    }

    /** Waits without holding the bus. */
    Delay delay();

    /** The configured value of one of the driver's own settings. */
    <T> T get(Setting<T> setting);

    /** Tells which variant of the chip answered, in lower case: the label {@code chip} of {@code sensor_info} from now on. */
    void identified(String variant);
}
