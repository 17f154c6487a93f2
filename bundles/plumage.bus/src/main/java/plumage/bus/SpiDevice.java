package plumage.bus;

/** One chip on an SPI bus, by its chip select. Each call is one transfer with the chip selected throughout. */
public interface SpiDevice {
    /**
     * Clocks the bytes out and returns the bytes clocked in meanwhile, as many.
     *
     * @throws BusException {@link Fault#BUS} when the bus is absent or fails; SPI itself cannot tell that a chip is missing
     */
    byte[] transfer(int... bytes) throws BusException;

    /** This chip as a file of registers whose first byte is the register's number with bit 7 set for reading (Bosch, ST): reads may be repeated. */
    default Registers registers() {
        return new SpiRegisters(this, 0x80, 0x00);
    }

    /** The same with bit 7 set for writing (Maxim). */
    default Registers registersWithWriteBit() {
        return new SpiRegisters(this, 0x00, 0x80);
    }
}
