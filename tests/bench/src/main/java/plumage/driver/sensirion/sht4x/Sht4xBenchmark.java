package plumage.driver.sensirion.sht4x;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import plumage.driver.sensirion.Words;

/** From an SHT4x's words to base units. It stands in the driver's package because that shows no more than it needs to. */
@State(Scope.Thread)
public class Sht4xBenchmark {
    private int temperature = 0x6666;
    private int humidity = 0x72B0;

    @Benchmark
    public Object decode() {
        return new Sht4x.Sample(Words.celsius(temperature), Sht4x.humidityRatio(humidity));
    }
}
