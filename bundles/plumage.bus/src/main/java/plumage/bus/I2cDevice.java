package plumage.bus;

/**
 * One chip on an I2C bus. Each call is one transfer, from start to stop condition; between two calls others may use the bus. All calls throw {@link
 * BusException}: {@link Fault#NACK} when the chip does not acknowledge, {@link Fault#TIMEOUT} when the bus is stuck, {@link Fault#BUS} when it is absent.
 */
public interface I2cDevice {
    /** Writes bytes, the low eight bits of each. Never repeated by the bus layer. */
    void write(int... bytes) throws BusException;

    /** Reads so many bytes. Never repeated by the bus layer: a chip may answer NACK on purpose while it converts. */
    byte[] read(int count) throws BusException;

    /** Writes, then reads after a repeated start. Never repeated by the bus layer. */
    byte[] writeRead(byte[] bytes, int count) throws BusException;

    /** This chip as a file of registers: a write of the register's number, then the data. Reads are idempotent, so the bus layer may repeat them. */
    default Registers registers() {
        return new I2cRegisters(this);
    }
}
