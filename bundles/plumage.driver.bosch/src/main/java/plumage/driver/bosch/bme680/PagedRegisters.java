package plumage.driver.bosch.bme680;

import java.nio.ByteBuffer;
import plumage.bus.BusException;
import plumage.bus.Registers;

/**
 * The chip's 256 registers over SPI, where an address has only seven bits: two memory pages (BME680 data sheet, 6.3).
 *
 * <p>The page is selected before each transfer rather than remembered: a chip that lost its supply for a moment is on page 0 again and would answer from
 * the wrong one.
 *
 * @param page what reads and writes the registers of the selected page
 */
record PagedRegisters(Registers page) implements Registers {
    private static final int STATUS = 0x73; // reached from both pages
    private static final int SPI_MEM_PAGE = 0x10; // 0: registers from 0x80 on, 1: those below
    private static final int UPPER_HALF = 0x80;

    @Override
    public ByteBuffer read(int register, int count) throws BusException {
        select(register);
        return page.read(register, count);
    }

    @Override
    public void write(int register, int... data) throws BusException {
        select(register);
        page.write(register, data);
    }

    private void select(int register) throws BusException {
        page.write(STATUS, register < UPPER_HALF ? SPI_MEM_PAGE : 0);
    }
}
