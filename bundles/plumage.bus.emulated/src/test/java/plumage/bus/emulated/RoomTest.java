package plumage.bus.emulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoomTest {
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 42, -7, 123_456_789})
    void itsAirStaysThatOfARoomAndMovesSlowly(long seed) {
        Room room = new Room(seed, new VirtualTime());
        Air before = room.at(Duration.ZERO);
        for (int second = 10; second <= 2 * 86_400; second += 10) {
            Air air = room.at(Duration.ofSeconds(second));
            assertThat(air.celsius()).isBetween(18.0, 24.0);
            assertThat(air.relativeHumidity()).isBetween(0.3, 0.65);
            assertThat(air.pascals()).isBetween(99_700.0, 102_300.0);
            assertThat(air.gasOhms()).isBetween(26_000.0, 310_000.0);
            assertThat(air.co2Ppm()).isBetween(420.0, 1280.0);
            assertThat(air.pm25GramsPerCubicMeter()).isBetween(2.9e-6, 28e-6);
            assertThat(Math.abs(air.celsius() - before.celsius())).isLessThan(0.15);
            assertThat(Math.abs(air.relativeHumidity() - before.relativeHumidity()))
                    .isLessThan(0.01);
            assertThat(Math.abs(air.pascals() - before.pascals())).isLessThan(60);
            before = air;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 42})
    void followsFromSeedAndTimeAlone(long seed) {
        VirtualTime time = new VirtualTime();
        time.pass(Duration.ofDays(3));
        Room room = new Room(seed, time);
        time.pass(Duration.ofMinutes(5));

        assertThat(room.get()).isEqualTo(new Room(seed, new VirtualTime()).at(Duration.ofMinutes(5)));
        assertThat(room.get()).isNotEqualTo(new Room(seed + 1, time).at(Duration.ofMinutes(5)));
        assertThat(room.get()).isNotEqualTo(room.at(Duration.ZERO));
    }
}
