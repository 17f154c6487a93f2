package plumage.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import plumage.sensor.exposition.Selection;

class QueryTest {
    @Test
    void brackets() {
        assertThat(Query.selection("collect[]=a&collect%5B%5D=b%20c&name[]=sensor_up&collect[]=a"))
                .isEqualTo(new Selection(Set.of("a", "b c"), Set.of(), Set.of("sensor_up")));
        assertThat(Query.selection("exclude[]=%C3%A4+b")).isEqualTo(new Selection(Set.of(), Set.of("ä b"), Set.of()));
    }

    @Test
    void everythingElseIsIgnored() {
        assertThat(Query.selection("")).isEqualTo(Selection.ALL);
        assertThat(Query.selection("escaping=allow-utf-8&&=&x&collect=a&name=b"))
                .isEqualTo(Selection.ALL);
    }

    @Test
    void anEmptyNameIsANameThatDoesNotExist() {
        assertThat(Query.selection("collect[]").collect()).containsExactly("");
        assertThat(Query.selection("collect[]=").collect()).containsExactly("");
    }

    @Test
    void refusals() {
        assertRefused("collect[]=a&exclude[]=b", "collect[] and exclude[] together; allowed is one of them");
        assertRefused("name[]=%zz", "malformed escape in the query; allowed is % with two hexadecimal digits");
        assertRefused("%", "malformed escape in the query; allowed is % with two hexadecimal digits");
        assertRefused("name[]=" + "x".repeat(201), "name[] has a value of 201 characters; allowed are 200");
        assertRefused(names(101), "too many values; allowed are 100 of collect[], exclude[] and name[] together");
        assertThat(Query.selection(names(100)).names()).hasSize(100);
    }

    private static String names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "name[]=n" + i).collect(Collectors.joining("&"));
    }

    private static void assertRefused(String query, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Query.selection(query))
                .withMessage(message);
    }
}
