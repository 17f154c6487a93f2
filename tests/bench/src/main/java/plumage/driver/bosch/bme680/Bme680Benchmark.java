package plumage.driver.bosch.bme680;

import java.nio.ByteBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From a BME680's registers to base units. It stands in the driver's package because that shows no more than it needs to. */
@State(Scope.Thread)
public class Bme680Benchmark {
    // 0 to 3 set no heater; the rest as in the driver's own test
    private final Calibration calibration = new Calibration(
            new Calibration.Temperature(0x661E, 0x6765, 3),
            new Calibration.Pressure(36477, -10685, 88, 7106, -216, 30, 73, -1200, -3400, 30),
            new Calibration.Humidity(0x31C, 0x401, 0, 45, 20, 120, -100),
            new Calibration.HeaterResistance(-30, -5969, 18, 1, 46),
            0);

    private final ByteBuffer registers = ByteBuffer.allocate(256)
            .putInt(0x1F, 0x5A_00_00_00)
            .putInt(0x22, 0x78_EA_90_00)
            .putShort(0x25, (short) 0x5279)
            .putShort(Variant.BME680.gasRegister, (short) (600 << 6 | 0x20 | 0x10 | 5));

    @Benchmark
    public Object decode() {
        return calibration.apply(Codes.decode(registers, Variant.BME680), Variant.BME680);
    }
}
