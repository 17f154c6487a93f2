package plumage.bus;

import java.time.Duration;

/**
 * Brings buses; published as a service. Turns, deadlines, repetitions and counting are not its business: the bus layer above calls a port for one transfer
 * at a time.
 */
public interface BusProvider {
    /** Whether buses of this name are this provider's, present or not: a function of the name alone. */
    boolean provides(BusName bus);

    /**
     * Opens a bus: the port of its {@link BusName#kind}.
     *
     * @throws BusException {@link Fault#BUS} while it is absent or not permitted; it is asked again later
     */
    BusPort open(BusName bus) throws BusException;

    /** An open bus. Closed by the bus layer, never during a transfer. */
    sealed interface BusPort extends AutoCloseable permits I2cPort, SpiPort, SerialPort, GpioPort, SysfsPort {
        /** Whether it has found its adapter gone for good: one that comes back is another one, and what it feeds was without power meanwhile. */
        default boolean isGone() {
            return false;
        }

        @Override
        void close();
    }

    /** An open I2C bus. */
    non-sealed interface I2cPort extends BusPort {
        /** Writes, then reads after a repeated start; without bytes to write it only reads, without room to read it only writes. */
        void transfer(int address, byte[] write, byte[] read) throws BusException;
    }

    /** An open SPI bus with its chip select. */
    non-sealed interface SpiPort extends BusPort {
        /** Clocks {@code bytes} out and overwrites them with the bytes clocked in. */
        void transfer(SpiMode mode, int maxHertz, byte[] bytes) throws BusException;
    }

    /** An open serial line, eight data bits, no parity, one stop bit. */
    non-sealed interface SerialPort extends BusPort {
        /** Sends bytes. */
        void write(int baud, byte[] bytes) throws BusException;

        /** Fills {@code bytes} in the given time, or throws {@link Fault#TIMEOUT}. */
        void read(int baud, byte[] bytes, Duration within) throws BusException;

        /** Throws away what came and was not read. */
        void discard(int baud) throws BusException;
    }

    /** A line of a GPIO chip. */
    non-sealed interface GpioPort extends BusPort {
        /** Looks at the line, see {@link GpioInput#read}; the first call requests it from the kernel. */
        GpioInput.Observation read(GpioSetup setup) throws BusException;
    }

    /** The kernel's devices; there is nothing to open. */
    non-sealed interface SysfsPort extends BusPort, Sysfs {}
}
