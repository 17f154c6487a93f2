package plumage.openhab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedJsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"a\":[1,2.5,true,null,\"b\\\"c\\\\\"],\"d\":\"\\u00b0C\\n\"}",
                "[\"[[[{{{\",\"]]\"]",
                "not json at all \"",
            })
    void whatIsSmallPassesUnchanged(String json) throws IOException {
        assertThat(read(json)).isEqualTo(json);
    }

    @Test
    void stringsAreCut() throws IOException {
        String longest = "x".repeat(BoundedJson.LONGEST_STRING);
        assertThat(read("{\"a\":\"" + longest + "\"}")).isEqualTo("{\"a\":\"" + longest + "\"}");
        assertThat(read("{\"a\":\"" + longest + "yz\",\"b\":\"" + longest + "y\"}"))
                .isEqualTo("{\"a\":\"" + longest + "\",\"b\":\"" + longest + "\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u00b0", "\\n", "\\\"", "\\\\"})
    void anEscapeIsKeptOrLeftOutAsAWhole(String escape) throws IOException {
        String room = "x".repeat(BoundedJson.LONGEST_STRING - 1);
        assertThat(read("[\"" + room + escape + "\",1]")).isEqualTo("[\"" + room + escape + "\",1]");
        assertThat(read("[\"" + room + "x" + escape + "\",1]")).isEqualTo("[\"" + room + "x\",1]");
    }

    @Test
    void aStringOfMegabytesPassesThroughASmallBuffer() throws IOException {
        String json = "[\"" + "x".repeat(3_000_000) + "\",1]";
        try (Reader bounded = new BoundedJson(new StringReader(json))) {
            char[] buffer = new char[7];
            StringBuilder all = new StringBuilder();
            for (int count = bounded.read(buffer, 0, 7); count >= 0; count = bounded.read(buffer, 0, 7)) {
                assertThat(count).isPositive(); // a reader that gives nothing would be asked for ever
                all.append(buffer, 0, count);
            }
            assertThat(all).hasToString("[\"" + "x".repeat(BoundedJson.LONGEST_STRING) + "\",1]");
        }
    }

    @Test
    void whatIsNestedTooDeeplyIsRefused() throws IOException {
        String deepest = "[".repeat(BoundedJson.DEEPEST) + "]".repeat(BoundedJson.DEEPEST);
        assertThat(read(deepest + deepest)).isEqualTo(deepest + deepest);
        assertThatIOException().isThrownBy(() -> read("{\"a\":" + deepest)).withMessage("nested deeper than 64 levels");
    }

    private static String read(String json) throws IOException {
        StringWriter written = new StringWriter();
        try (Reader bounded = new BoundedJson(new StringReader(json))) {
            bounded.transferTo(written);
        }
        return written.toString();
    }
}
