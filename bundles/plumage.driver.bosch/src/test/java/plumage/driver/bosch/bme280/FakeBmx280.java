package plumage.driver.bosch.bme280;

import java.util.ArrayList;
import java.util.List;
import plumage.bus.BusException;
import plumage.bus.Fault;
import plumage.bus.SpiMode;
import plumage.bus.emulated.EmulatedChip;

/**
 * A chip that behaves: a reset clears what was set, the humidity's oversampling counts from the next write of ctrl_meas on, what is not measured reads 0x80000
 * or 0x8000, and a status goes away some polls later only. All that is written is kept. Calibration and codes: data sheet, 3.12.
 */
final class FakeBmx280 implements EmulatedChip {
    private static final int[] CALIBRATION = {
        27504, 26435, -1000, 36477, -10685, 3024, 2855, 140, -7, 15500, -14600, 6000
    };

    final List<String> written = new ArrayList<>();

    /** Polls that still find it starting after a reset, and measuring after a start. */
    int pollsBusy;

    private final int[] registers = new int[256];
    private int busy;

    FakeBmx280(int chipId) {
        registers[0xD0] = chipId;
        for (int i = 0; i < CALIBRATION.length; i++) {
            registers[0x88 + 2 * i] = CALIBRATION[i] & 0xFF;
            registers[0x89 + 2 * i] = CALIBRATION[i] >> 8 & 0xFF;
        }
        put(0xA1, 75);
        put(0xE1, 370 & 0xFF, 370 >> 8, 0, 313 >> 4, 313 & 0x0F | (50 & 0x0F) << 4, 50 >> 4, 30);
        put(0xF7, 0x80, 0, 0, 0x80, 0, 0, 0x80, 0);
    }

    @Override
    public void i2c(byte[] write, byte[] read) throws BusException {
        int register = Byte.toUnsignedInt(write[0]);
        if (read.length == 0 && write.length == 2) {
            write(register, Byte.toUnsignedInt(write[1]));
        } else if (write.length == 1) {
            read(register, read, 0);
        } else {
            throw new BusException(Fault.NACK, "not a transfer of a BMx280");
        }
    }

    @Override
    public void spi(SpiMode mode, int hertz, byte[] bytes) throws BusException {
        if (mode != SpiMode.MODE_0 || hertz != 10_000_000) {
            throw new BusException(Fault.BUS, "not mode 0 at 10 MHz");
        }
        int register = bytes[0] | 0x80;
        if ((bytes[0] & 0x80) != 0) {
            read(register & 0xFF, bytes, 1);
        } else {
            write(register & 0xFF, Byte.toUnsignedInt(bytes[1]));
        }
    }

    private void read(int register, byte[] into, int offset) {
        for (int i = offset; i < into.length; i++) {
            into[i] = (byte) registers[register + i - offset];
        }
        if (register == 0xF3 && busy > 0 && --busy == 0) {
            registers[0xF3] = 0;
        }
    }

    private void write(int register, int value) {
        written.add(String.format("%02X=%02X", register, value));
        registers[register] = value;
        if (register == 0xE0 && value == 0xB6) {
            put(0xF2, 0, 0, 0, 0);
            becomeBusy(0x01);
        } else if (register == 0xF4 && (value & 3) == 1) {
            put(0xF7, 0x80, 0, 0, 0x7E, 0xED, 0x00, 0x80, 0);
            if ((value >> 2 & 7) != 0) {
                put(0xF7, 0x65, 0x5A, 0xC0);
            }
            if (registers[0xF2] != 0) {
                put(0xFD, 0x6D, 0x60);
            }
            registers[0xF4] &= ~3;
            becomeBusy(0x08);
        }
    }

    private void becomeBusy(int status) {
        busy = pollsBusy;
        registers[0xF3] = busy == 0 ? 0 : status;
    }

    private void put(int register, int... values) {
        for (int i = 0; i < values.length; i++) {
            registers[register + i] = values[i] & 0xFF;
        }
    }
}
