package plumage.tests.vectors;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.TreeMap;

/** A chip as plain memory: registers of eight or sixteen bits, those not listed read 0. */
final class RegisterFile {
    private static final int COUNT = 256;

    private final int[] values = new int[COUNT];
    private final Map<Integer, Integer> otherWidths = new TreeMap<>();
    private final int width;
    private final boolean littleEndian;
    private final Recording recording;

    /**
     * A register file.
     *
     * @param bytes how wide a register is, 1 or 2
     */
    RegisterFile(JsonObject registers, int bytes, boolean littleEndian, JsonObject widths, Recording recording)
            throws MalformedVectors {
        this.width = bytes;
        this.littleEndian = littleEndian;
        this.recording = recording;
        for (Map.Entry<String, JsonValue> entry : registers.entrySet()) {
            values[Json.integer(entry.getKey(), "registers") % COUNT] = Json.integer(entry.getValue(), entry.getKey());
        }
        for (Map.Entry<String, JsonValue> entry : widths.entrySet()) {
            otherWidths.put(
                    Json.integer(entry.getKey(), "register_widths"),
                    Json.integer(entry.getValue(), "register_widths") / 8);
        }
    }

    /** The bytes from a register on. */
    byte[] read(int register, int count) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int at = register; out.size() < count; at = (at + 1) % COUNT) {
            int bytes = width(at);
            for (int i = 0; i < bytes && out.size() < count; i++) {
                out.write(values[at] >> 8 * (littleEndian ? i : bytes - 1 - i));
            }
        }
        return out.toByteArray();
    }

    /** Stores bytes from a register on; half a register at the end is lost, as on the chip. */
    void write(int register, byte[] data, int offset) {
        int next = offset;
        for (int at = register; next + width(at) <= data.length; at = (at + 1) % COUNT) {
            int bytes = width(at);
            int value = 0;
            for (int i = 0; i < bytes; i++) {
                value |= Byte.toUnsignedInt(data[next + i]) << 8 * (littleEndian ? i : bytes - 1 - i);
            }
            next += bytes;
            values[at] = value;
            recording.wrote(at, value);
        }
    }

    /** What a register holds from now on by the chip's own doing. */
    void hold(int register, int value) {
        values[register] = value;
    }

    private int width(int register) {
        return otherWidths.getOrDefault(register, width);
    }
}
