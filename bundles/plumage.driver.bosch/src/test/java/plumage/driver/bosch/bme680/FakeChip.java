package plumage.driver.bosch.bme680;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import plumage.bus.BusException;
import plumage.bus.Delay;
import plumage.bus.Fault;
import plumage.bus.I2cDevice;

/**
 * A chip that behaves: a forced measurement sets the mode back and tells new data only some polls later; all that it hears is written down. Its calibration
 * and codes are those of the reference vectors.
 */
final class FakeChip implements I2cDevice, Delay {
    private static final int FIRST_DATA = 0x1D;

    final int[] memory = new int[256];
    final List<String> heard = new ArrayList<>();

    /** Polls that still find it measuring after a measurement was started. */
    int pollsBusy;

    /** How many more transfers are acknowledged. */
    int acknowledged = Integer.MAX_VALUE;

    private int polls;
    private boolean started;

    FakeChip() {
        put(0x00, 0x31, 0x00, 0x10, 0x00, 0x00);
        put(0x1E, 0x00, 0x54, 0xCF, 0xE0, 0x78, 0xEA, 0x90, 0x52, 0x79, 0x00, 0x00, 0x00, 0x7D, 0x36, 0x7D, 0x36);
        put(0x8A, 0x65, 0x67, 0x03, 0x00, 0x55, 0x8E, 0x7F, 0xD7, 0x58, 0x00, 0xD1, 0x1B, 0x90, 0xFF, 0x24, 0x1E);
        put(0x9A, 0x00, 0x00, 0x3F, 0xFB, 0x30, 0xF6, 0x1E);
        put(0xD0, 0x61);
        put(0xE1, 0x40, 0x1C, 0x31, 0x00, 0x2D, 0x14, 0x78, 0x9C, 0x1E, 0x66, 0x9A, 0xD0, 0xE3, 0x12);
        put(0xF0, 0x00);
    }

    FakeChip put(int register, int... values) {
        System.arraycopy(values, 0, memory, register, values.length);
        return this;
    }

    @Override
    public void pause(Duration duration) {
        heard.add("D " + duration.toNanos() / 1000 + "us");
    }

    @Override
    public void write(int... bytes) throws BusException {
        transfer(String.format("W %02X=%02X", bytes[0], bytes[1]));
        memory[bytes[0]] = bytes[1] & 0xFF;
        if (bytes[0] == 0x74 && (bytes[1] & 3) == 1) {
            memory[0x74] &= ~3;
            started = true;
            polls = 0;
        }
    }

    @Override
    public byte[] read(int count) {
        throw new UnsupportedOperationException("this chip is read by register");
    }

    @Override
    public byte[] writeRead(byte[] bytes, int count) throws BusException {
        int register = Byte.toUnsignedInt(bytes[0]);
        transfer(String.format("R %02X+%d", register, count));
        if (register == FIRST_DATA) {
            // bit 7: new data, bit 5: measuring
            memory[FIRST_DATA] = !started ? 0x00 : polls++ < pollsBusy ? 0xA0 : 0x80;
        }
        byte[] data = new byte[count];
        for (int i = 0; i < count; i++) {
            data[i] = (byte) memory[register + i];
        }
        return data;
    }

    private void transfer(String what) throws BusException {
        if (acknowledged-- <= 0) {
            throw new BusException(Fault.NACK, "nobody acknowledges");
        }
        heard.add(what);
    }
}
