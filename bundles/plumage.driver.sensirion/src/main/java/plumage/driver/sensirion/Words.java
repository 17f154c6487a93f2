package plumage.driver.sensirion;

import plumage.bus.BusException;
import plumage.bus.Crc8;
import plumage.bus.Fault;
import plumage.bus.I2cDevice;

/** How Sensirion's chips talk on I2C: commands of 16 bits, and data in words of 16 bits with a checksum behind each. All most significant byte first. */
public final class Words {
    private static final int BYTES = 3; // of a word with its checksum

    private Words() {}

    /** Sends a command of 16 bits without data. */
    public static void command(I2cDevice device, int command) throws BusException {
        device.write(command >> 8, command);
    }

    /** Sends a command of 16 bits with a word, such as a setting. */
    public static void command(I2cDevice device, int command, int word) throws BusException {
        byte[] data = {(byte) (word >> 8), (byte) word};
        device.write(command >> 8, command, data[0], data[1], Crc8.SENSIRION.of(data, 0, data.length));
    }

    /**
     * Reads what a command left to be read, in a transfer of its own: the chips want a pause before it.
     *
     * @param count how many words
     * @return 0 to 65535 each
     * @throws BusException {@link Fault#CRC} when a checksum is wrong, {@link Fault#NACK} when there is nothing to read
     */
    public static int[] read(I2cDevice device, int count) throws BusException {
        byte[] bytes = device.read(count * BYTES);
        int[] words = new int[count];
        for (int i = 0; i < count; i++) {
            int at = i * BYTES;
            Crc8.SENSIRION.verify(bytes, at, 2);
            words[i] = Byte.toUnsignedInt(bytes[at]) << 8 | Byte.toUnsignedInt(bytes[at + 1]);
        }
        return words;
    }

    /** Degrees Celsius, as all of them tell a temperature: the word is a fraction of 175 K from -45 on. */
    public static double celsius(int word) {
        return -45 + 175.0 * word / 65535;
    }
}
