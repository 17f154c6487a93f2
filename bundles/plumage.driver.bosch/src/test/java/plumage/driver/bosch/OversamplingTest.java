package plumage.driver.bosch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OversamplingTest {
    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "2, 2", "4, 3", "8, 4", "16, 5"})
    void oversamplingIsToldAsACode(int oversampling, int code) {
        assertThat(Oversampling.osrs(oversampling)).isEqualTo(code);
    }
}
