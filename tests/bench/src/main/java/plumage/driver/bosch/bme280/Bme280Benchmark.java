package plumage.driver.bosch.bme280;

import java.nio.ByteBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From a BME280's registers to base units. It stands in the driver's package because that shows no more than it needs to. */
@State(Scope.Thread)
public class Bme280Benchmark {
    // the example of the data sheet
    private final Calibration calibration = new Calibration(
            new Calibration.Temperature(27504, 26435, -1000),
            new Calibration.Pressure(36477, -10685, 3024, 2855, 140, -7, 15500, -14600, 6000),
            new Calibration.Humidity(75, 370, 0, 313, 50, 30));

    private final ByteBuffer registers =
            ByteBuffer.wrap(new byte[] {0x65, 0x5A, (byte) 0xC0, 0x7E, (byte) 0xED, 0, 0x6D, 0x60});

    @Benchmark
    public Object decode() {
        return calibration.apply(Codes.decode(registers));
    }
}
