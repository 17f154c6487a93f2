/**
 * The buses of this machine: a Pi4J context whose I2C and SPI providers speak to device files, and Plumage's buses
 * through the same providers.
 *
 * <p>From the bottom: {@code Kernel} is the C library, {@code DeviceFile} one descriptor, {@code I2cFile} and {@code
 * SpiFile} one open bus, {@code LinuxI2cProvider} and {@code LinuxSpiProvider} what Pi4J sees of it, {@code
 * DeviceBuses} what the framework sees.
 */
@org.jspecify.annotations.NullMarked
package plumage.bus.pi4j;
