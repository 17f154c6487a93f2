package plumage.bus.pi4j;

import org.jspecify.annotations.Nullable;
import plumage.bus.BusException;
import plumage.bus.Fault;

/**
 * The errors of transfers, as the kernel's i2c/fault-codes.rst and the drivers use them. The numbers are
 * those of x86, ARM and RISC-V. Any other error is {@link Fault#BUS} by its number.
 */
enum Errno {
    ENOENT(2, Fault.BUS, "the adapter is gone"),
    /**
     * Not a NACK, although some USB adapters use it for one: the Pi's controllers and bit-banging do acknowledge the
     * difference (EREMOTEIO or ENXIO for an address that nobody answers) and keep EIO for a stretched clock or an
     * abort, where "absent chip" would send people to the wrong wire.
     */
    EIO(5, Fault.BUS, "the controller failed without saying why"),
    ENXIO(6, Fault.NACK, "not acknowledged"),
    EAGAIN(11, Fault.BUS, "arbitration lost"),
    EBUSY(16, Fault.BUS, "the bus is held by somebody else"),
    ENODEV(19, Fault.BUS, "the adapter is gone"),
    EISDIR(21, Fault.BUS, "a directory"),
    EINVAL(22, Fault.BUS, "the driver refuses such a transfer"),
    ENOTTY(25, Fault.BUS, "not the kind of device that its name says"),
    ENODATA(61, Fault.NOT_READY, "no value at present"),
    EMSGSIZE(90, Fault.BUS, "longer than the driver's buffer (module parameter spidev.bufsiz)"),
    EOPNOTSUPP(95, Fault.BUS, "the adapter cannot do such transfers"),
    ESHUTDOWN(108, Fault.BUS, "the adapter is shut down"),
    ETIMEDOUT(110, Fault.TIMEOUT, "the controller timed out"),
    EREMOTEIO(121, Fault.NACK, "not acknowledged");

    /** Permission matters only to opening, so these two are no faults of a transfer. */
    static final int EPERM = 1;

    static final int EACCES = 13;

    final int number;
    private final Fault fault;
    private final String meaning;

    Errno(int number, Fault fault, String meaning) {
        this.number = number;
        this.fault = fault;
        this.meaning = meaning;
    }

    /** Whether it means that the adapter is gone: so long as a descriptor is open, the kernel does not even let it come back. */
    static boolean isGone(int number) {
        return number == ENOENT.number || number == ENODEV.number || number == ESHUTDOWN.number;
    }

    /** What a failed transfer is to the layers above; {@code where} names bus and chip. */
    static BusException failure(String where, int number) {
        Errno errno = of(number);
        return new BusException(errno == null ? Fault.BUS : errno.fault, where + ": " + describe(number));
    }

    /** An error in words, with its name or number for those who search. */
    static String describe(int number) {
        Errno errno = of(number);
        return errno == null ? "errno " + number : errno.meaning + " (" + errno + ")";
    }

    private static @Nullable Errno of(int number) {
        for (Errno errno : values()) {
            if (errno.number == number) {
                return errno;
            }
        }
        return null;
    }
}
