package plumage.bus.emulated;

import plumage.bus.BusException;
import plumage.bus.Fault;
import plumage.bus.SerialDevice;
import plumage.bus.SpiMode;

/**
 * A chip as its pins behave. Whoever implements one is called by one thread at a time per bus, but set up by another: implementations are thread safe.
 * Messages of exceptions tell what the chip minds; bus and address are put before them.
 */
public interface EmulatedChip {
    /** Power comes: registers take their defaults. Called when the chip is plugged; no hand is faster than a chip starts, so it is ready at once. */
    default void powerUp() {}

    /**
     * One I2C transfer, from start to stop condition: the bytes written, then, after a repeated start, the bytes read. Either may be empty; with both
     * empty only the address is sent.
     *
     * @throws BusException {@link Fault#NACK} when the chip does not acknowledge, as for what its datasheet does not allow
     */
    default void i2c(byte[] write, byte[] read) throws BusException {
        throw new BusException(Fault.NACK, "has no I2C");
    }

    /**
     * One SPI transfer: the bytes are those clocked out and are overwritten by those clocked in.
     *
     * @param hertz the fastest clock that the transfer may use
     * @throws BusException {@link Fault#BUS} for what the datasheet does not allow; a real chip would answer nonsense
     */
    default void spi(SpiMode mode, int hertz, byte[] bytes) throws BusException {
        throw new BusException(Fault.BUS, "has no SPI");
    }

    /**
     * Its serial line, seen from the other end.
     *
     * @param baud the speed there
     * @throws BusException {@link Fault#BUS} when it has none
     */
    default SerialDevice serial(int baud) throws BusException {
        throw new BusException(Fault.BUS, "has no serial line");
    }
}
