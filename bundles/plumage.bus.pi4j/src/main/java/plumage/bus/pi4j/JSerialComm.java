package plumage.bus.pi4j;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import java.nio.file.Files;
import java.nio.file.Path;
import plumage.bus.BusException;
import plumage.bus.Fault;

/** Terminals by jSerialComm. */
final class JSerialComm implements Terminal.Opener {
    private static final int USUAL_BAUD = 9600;
    private static final int DATA_BITS = 8;

    private final SerialLibrary library;

    JSerialComm(SerialLibrary library) {
        this.library = library;
    }

    @Override
    public Terminal open(Path path, Path real) throws BusException {
        try {
            library.load();
            SerialPort port = SerialPort.getCommPort(real.toString());
            port.setComPortParameters(USUAL_BAUD, DATA_BITS, SerialPort.ONE_STOP_BIT, SerialPort.NO_PARITY);
            port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, (int) Terminal.WAIT.toMillis(), 0);
            if (!port.openPort()) {
                throw refusal(path, real, port.getLastErrorCode());
            }
            return new Port(port);
        } catch (SerialPortInvalidPortException unplugged) { // since it was looked for
            throw DeviceFile.refusal(path, SerialPorts.GROUP, Errno.ENOENT.number);
        } catch (LinkageError broken) {
            throw new BusException(
                    Fault.BUS,
                    "cannot open " + path + ": jSerialComm does not load on this machine: "
                            + String.valueOf(broken.getMessage()).replaceAll("\\s+", " "),
                    broken);
        }
    }

    static BusException refusal(Path path, Path real, int errno) {
        if (errno == Errno.EBUSY.number || errno == Errno.EAGAIN.number) { // TIOCEXCL, flock
            return new BusException(Fault.BUS, path + " is held by another process");
        }
        if (errno == Errno.ENOENT.number
                && Files.exists(real)) { // no errno: how jSerialComm says that it has it open already
            return new BusException(Fault.BUS, path + " is in use by this process, perhaps under another name");
        }
        return DeviceFile.refusal(path, SerialPorts.GROUP, errno);
    }

    private record Port(SerialPort port) implements Terminal {
        @Override
        public boolean setBaud(int baud) {
            return port.setBaudRate(baud);
        }

        @Override
        public int available() {
            return port.bytesAvailable();
        }

        @Override
        public int read(byte[] bytes, int offset, int most) {
            return port.readBytes(bytes, most, offset);
        }

        @Override
        public boolean write(byte[] bytes) {
            return port.writeBytes(bytes, bytes.length) == bytes.length;
        }

        @Override
        public void close() {
            port.closePort();
        }
    }
}
