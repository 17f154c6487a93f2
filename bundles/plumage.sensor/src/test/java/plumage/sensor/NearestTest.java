package plumage.sensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
    @Test
    void theWordWithTheFewestOtherLetters() {
        List<String> words = List.of("interval", "labels", "name");

        assertThat(Nearest.to("intervall", words)).isEqualTo("interval");
        assertThat(Nearest.to("LABEL", words)).isEqualTo("labels");
        assertThat(Nearest.to("", words)).isEqualTo("name");
        assertThat(Nearest.to("x".repeat(1_000_000), words)).isEqualTo("interval");
    }

    @Test
    void theFirstOfSeveralAndNothingOfNone() {
        assertThat(Nearest.to("office-3", List.of("office-1", "office-2"))).isEqualTo("office-1");
        assertThat(Nearest.to("office", List.of())).isEmpty();
    }
}
