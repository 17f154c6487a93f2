package plumage.tests.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlaceholderTest {

    @Test
    void runsOnTheClassPath() {
        assertThat(Runtime.version().feature()).isGreaterThanOrEqualTo(17);
    }
}
