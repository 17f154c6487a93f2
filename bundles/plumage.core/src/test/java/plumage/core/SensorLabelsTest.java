package plumage.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SensorLabelsTest {
    @Test
    void takesTextAndArraysAlike() {
        Map<String, String> labels = Map.of("room", "office", "floor", "2");

        assertThat(SensorLabels.parse("room=office,floor=2")).isEqualTo(labels);
        assertThat(SensorLabels.parse(" room = office , floor = 2 ,")).isEqualTo(labels);
        assertThat(SensorLabels.parse(new String[] {"room=office", "floor=2"})).isEqualTo(labels);
        assertThat(SensorLabels.parse(List.of("room=office,floor=2"))).isEqualTo(labels);
        assertThat(SensorLabels.parse("")).isEmpty();
    }

    @Test
    void keepsHostileValuesAsTheyAre() {
        assertThat(SensorLabels.parse("a=x\\,y,b=\\\\,c=\"}\n{,d=1=2,e="))
                .isEqualTo(Map.of("a", "x,y", "b", "\\", "c", "\"}\n{", "d", "1=2"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "office | 'office' has no '='",
                "9room=x | '9room' is not the name of a label",
                "rööm=x | 'rööm' is not the name of a label",
                "=x | '' is not the name of a label",
                "sensor=x | 'sensor' is reserved",
                "__name__=x | '__name__' is reserved",
                "exported_job=x | 'exported_job' is reserved",
                "a=1,a=2 | 'a' is given twice"
            })
    void namesWhatIsWrong(String labels, String problem) {
        assertThatThrownBy(() -> SensorLabels.parse(labels))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("labels: " + problem + "; allowed is " + SensorLabels.ALLOWED);
    }

    @Test
    void isBounded() {
        assertThatThrownBy(() -> SensorLabels.parse("a=" + "x".repeat(257))).hasMessageContaining("longer than 256");
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 17; i++) {
            many.append("l").append(i).append("=x,");
        }
        assertThatThrownBy(() -> SensorLabels.parse(many)).hasMessageContaining("'l16' is one label more than 16");
    }
}
