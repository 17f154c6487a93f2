package plumage.sensor.overview;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one bus has counted.
 *
 * @param name its name, such as {@code i2c-1}
 * @param transfers transfers, repetitions included
 * @param errors transfers that failed, by reason
 * @param busySeconds time that transfers took, in seconds
 * @param turnsSkipped measurements left out because the one before was under way
 */
public record BusView(String name, long transfers, Map<String, Long> errors, double busySeconds, long turnsSkipped) {
    public BusView {
        errors = Collections.unmodifiableMap(new LinkedHashMap<>(errors));
    }
}
