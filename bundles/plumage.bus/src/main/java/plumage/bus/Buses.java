package plumage.bus;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Devices by the name of their bus. Getting one does no I/O and never fails: while its bus is not there each transfer throws {@link Fault#BUS}, and works
 * as soon as a bus of that name appears.
 */
@ProviderType
public interface Buses {
    /**
     * A chip on an I2C bus.
     *
     * @param address of seven bits, 0x08 to 0x77
     * @throws IllegalArgumentException when the bus is not an I2C bus or the address is out of range
     */
    I2cDevice i2c(BusName bus, int address);

    /**
     * A chip on an SPI bus.
     *
     * @param maxHertz the fastest clock that the chip allows
     * @throws IllegalArgumentException when the bus is not an SPI bus
     */
    SpiDevice spi(BusName bus, SpiMode mode, int maxHertz);

    /**
     * The device at the other end of a serial line.
     *
     * @param baud its speed, in bits per second
     * @throws IllegalArgumentException when the bus is not a serial one
     */
    SerialDevice serial(BusName bus, int baud);

    /**
     * An input line.
     *
     * @throws IllegalArgumentException when the bus is not a GPIO line
     */
    GpioInput gpio(BusName bus, GpioSetup setup);

    /**
     * Devices that the kernel reads.
     *
     * @throws IllegalArgumentException when the bus is not of such a kind
     */
    Sysfs sysfs(BusName bus);
}
