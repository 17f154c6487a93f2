package plumage.bus.emulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SystemTimeTest {
    @Test
    void anInterruptDoesNotCutItShortAndIsNotLost() {
        Time time = Time.system();
        long start = time.nanos();
        Thread.currentThread().interrupt();
        time.pass(Duration.ofMillis(2));

        assertThat(time.nanos() - start).isGreaterThanOrEqualTo(2_000_000);
        assertThat(Thread.interrupted()).isTrue();
    }
}
