package plumage.driver.plantower.pms5003;

import java.time.Duration;
import java.util.HexFormat;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import plumage.bus.BusException;
import plumage.bus.SerialDevice;

/** From a PMS5003's frame to base units. It stands in the driver's package because that shows no more than it needs to. */
@State(Scope.Thread)
public class Pms5003Benchmark {
    /** A line on which one frame comes again and again. */
    private static final class Repeating implements SerialDevice {
        // masses 330, 660, 700 µg/m³
        private final byte[] frame =
                HexFormat.of().parseHex("424D001C01F403E703E8014A029402BCFFFF4E2013880384005A0014970009A7");

        @Override
        public void write(int... bytes) {
            // it does not listen
        }

        @Override
        public byte[] read(int count, Duration within) {
            return frame;
        }

        @Override
        public void discard() {
            // nothing waits
        }
    }

    private final Pms5003 sensor;

    public Pms5003Benchmark() {
        try {
            sensor = Pms5003.open(new Repeating(), Pms5003.Concentration.ATMOSPHERIC);
        } catch (BusException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Benchmark
    public Object decode() throws BusException {
        return sensor.measure();
    }
}
