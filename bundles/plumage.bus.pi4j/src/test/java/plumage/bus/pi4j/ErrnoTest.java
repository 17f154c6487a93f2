package plumage.bus.pi4j;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumage.bus.BusException;
import plumage.bus.Fault;

class ErrnoTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2   | BUS     | the adapter is gone (ENOENT)
            5   | BUS     | the controller failed without saying why (EIO)
            6   | NACK    | not acknowledged (ENXIO)
            11  | BUS     | arbitration lost (EAGAIN)
            16  | BUS     | the bus is held by somebody else (EBUSY)
            19  | BUS     | the adapter is gone (ENODEV)
            21  | BUS     | a directory (EISDIR)
            22  | BUS     | the driver refuses such a transfer (EINVAL)
            25  | BUS     | not the kind of device that its name says (ENOTTY)
            90  | BUS     | longer than the driver's buffer (module parameter spidev.bufsiz) (EMSGSIZE)
            95  | BUS     | the adapter cannot do such transfers (EOPNOTSUPP)
            108 | BUS     | the adapter is shut down (ESHUTDOWN)
            110 | TIMEOUT | the controller timed out (ETIMEDOUT)
            121 | NACK    | not acknowledged (EREMOTEIO)
            1   | BUS     | errno 1
            71  | BUS     | errno 71
            """)
    void isAFaultInWords(int number, Fault fault, String words) {
        BusException failure = Errno.failure("i2c-1 0x40", number);
        assertThat(failure.fault()).isEqualTo(fault);
        assertThat(failure).hasMessage("i2c-1 0x40: " + words);
    }
}
