package plumage.tests.vectors;

import jakarta.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import plumage.bus.Bytes;
import plumage.bus.I2cDevice;

/**
 * An ADS1x15: what is written to its configuration selects the input and with it the conversion, and the configuration says whether one is under way instead of
 * reading as written.
 */
final class ConverterChip implements I2cDevice {
    private static final int CONVERSION = 0x00;
    private static final int CONFIG = 0x01;
    private static final int MUX_SHIFT = 4; // in the first byte
    private static final int MUX = 0x07;
    private static final int OS = 0x80;

    private final RegisterFile registers;
    private final Map<Integer, Integer> conversions = new HashMap<>();
    private int pointer;
    private int busyReads;

    /**
     * A converter.
     *
     * @param conversionByMux the conversion for each value of the field MUX
     * @param busyReads how many reads of the configuration find a conversion under way
     */
    ConverterChip(RegisterFile registers, JsonObject conversionByMux, int busyReads) throws MalformedVectors {
        this.registers = registers;
        this.busyReads = busyReads;
        for (String mux : conversionByMux.keySet()) {
            conversions.put(Json.integer(mux, "conversion_by_mux"), Json.integer(conversionByMux.get(mux), mux));
        }
    }

    @Override
    public void write(int... bytes) {
        store(Bytes.of(bytes));
    }

    @Override
    public byte[] read(int count) {
        byte[] data = registers.read(pointer, count);
        if (pointer == CONFIG && count > 0) {
            data[0] = (byte) (busyReads > 0 ? data[0] & ~OS : data[0] | OS);
            busyReads--;
        }
        return data;
    }

    @Override
    public byte[] writeRead(byte[] bytes, int count) {
        store(bytes);
        return read(count);
    }

    private void store(byte[] bytes) {
        if (bytes.length > 0) {
            pointer = bytes[0];
            registers.write(pointer, bytes, 1);
        }
        if (bytes.length > 1 && pointer == CONFIG) {
            registers.hold(CONVERSION, conversions.getOrDefault(bytes[1] >> MUX_SHIFT & MUX, 0));
        }
    }
}
