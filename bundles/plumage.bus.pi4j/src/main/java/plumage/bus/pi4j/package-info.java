/**
 * The buses of this machine: a Pi4J context whose I2C, SPI and GPIO input providers speak to device files, and Plumage's buses through the same code.
 *
 * <p>From the bottom: {@code Kernel} is the C library, {@code DeviceFile} one descriptor, {@code I2cFile}, {@code SpiFile} and {@code GpioFile} one open bus, {@code
 * LinuxI2cProvider}, {@code LinuxSpiProvider} and {@code LinuxInputProvider} what Pi4J sees of it, {@code DeviceBuses} what the framework sees. Serial
 * ports have jSerialComm at the bottom: {@code Terminal} is one open one.
 */
@org.jspecify.annotations.NullMarked
package plumage.bus.pi4j;
