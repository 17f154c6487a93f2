package plumage.bus;

import java.util.List;

/**
 * What drivers of the kernel tell of their devices, by small text files. Paths are relative to {@code /sys} and have a slash between their parts. Each call is one
 * transfer: a file may be a conversation with a chip, and block for as long.
 */
public interface Sysfs {
    /**
     * The names in a directory, sorted.
     *
     * @throws BusException {@link Fault#BUS} when it is not there or not permitted
     */
    List<String> list(String directory) throws BusException;

    /**
     * The text of a file without white space around it.
     *
     * @throws BusException {@link Fault#BUS} when it is not there or not permitted; {@link Fault#CRC} when it is empty, longer than a page of 4096 bytes or not a
     *     text; what the kernel's driver failed with
     */
    String read(String file) throws BusException;

    /**
     * Where something is when all links are followed, relative to {@code /sys} again, such as {@code devices/platform/coretemp.0/hwmon/hwmon4}: unlike the numbers of
     * classes that tells one device from another after a restart.
     *
     * @throws BusException {@link Fault#BUS} when it is not there
     */
    String locate(String path) throws BusException;
}
