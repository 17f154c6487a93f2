package plumage.openhab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BridgeSettingsTest {

    @Test
    void withoutAConfigurationAllButTextsIsExported() {
        BridgeSettings settings = parsed(Map.of());
        assertThat(settings.exports("Anything_1")).isTrue();
        assertThat(settings.strings().contain("Anything_1")).isFalse();
        assertThat(settings.maxItems()).isEqualTo(10_000);
    }

    @Test
    void anEmptyFieldOfAFormIsNone() {
        BridgeSettings settings = parsed(Map.of("include", "", "exclude", new String[0], "max.items", ""));
        assertThat(settings.exports("Anything")).isTrue();
        assertThat(settings.maxItems()).isEqualTo(10_000);
    }

    @Test
    void patternsSayWhichItemsAreExported() {
        BridgeSettings settings = parsed(Map.of(
                "include", "Kitchen_*, *_Temperature,Door?", "exclude", new String[] {"*_Raw", "Kitchen_Secret"}));
        assertThat(settings.exports("Kitchen_")).isTrue();
        assertThat(settings.exports("Kitchen_Light")).isTrue();
        assertThat(settings.exports("My_Kitchen_Light")).isFalse();
        assertThat(settings.exports("Attic_Temperature")).isTrue();
        assertThat(settings.exports("Attic_Temperature_2")).isFalse();
        assertThat(settings.exports("Door1")).isTrue();
        assertThat(settings.exports("Door")).isFalse();
        assertThat(settings.exports("Door12")).isFalse();
        assertThat(settings.exports("Kitchen_Secret")).isFalse();
        assertThat(settings.exports("Attic_Temperature_Raw")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Kitchen.*", "a b", "Küche", "a|b", "[a-z]", "(?!)"})
    void aPatternThatCanBeNoItemIsRefused(String pattern) {
        assertThat(problems(Map.of("exclude", pattern)))
                .containsOnly(
                        Map.entry(
                                "exclude",
                                "exclude: '" + pattern
                                        + "' is not allowed; allowed is names of items, separated by commas, with * for any letters and ? for one"));
    }

    @Test
    void everyKeyThatIsWrongIsNamed() {
        assertThat(problems(Map.of(
                        "includ", "Kitchen_*",
                        "max.items", 20_001,
                        "service.pid", "plumage.openhab",
                        "felix.fileinstall.filename", "file:/plumage.openhab.cfg",
                        "openhab.context", "x")))
                .containsOnly(
                        Map.entry(
                                "includ",
                                "includ: unknown; there are: exclude, include, max.items, post, post.interval, strings, token, url"),
                        Map.entry(
                                "max.items",
                                "max.items: '20001' is not allowed; allowed is a whole number from 1 to 20000"));
    }

    @Test
    void openhabIsAskedWhenThereIsAToken() {
        assertThat(parsed(Map.of()).token()).isNull();
        assertThat(parsed(Map.of("token", " ")).token()).isNull();
        BridgeSettings settings = parsed(Map.of("token", "oh.plumage.c2VjcmV0"));
        assertThat(settings.url()).hasToString("http://localhost:8080");
        assertThat(settings.token().authorization()).isEqualTo("Bearer oh.plumage.c2VjcmV0");
        assertThat(settings.toString()).doesNotContain("c2VjcmV0");
        assertThat(parsed(Map.of("url", "https://hub.example:8443/openhab/")).url())
                .hasToString("https://hub.example:8443/openhab");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "localhost:8080",
                "ftp://hub",
                "http://",
                "http:hub",
                "http://a b",
                "http://u:p@hub",
                "http://hub?x=1",
                "http://hub#x",
                "file:///etc/passwd"
            })
    void whatIsNoUrlOfAnOpenhabIsRefused(String url) {
        assertThat(problems(Map.of("url", url)))
                .containsOnly(
                        Map.entry(
                                "url",
                                "url: '" + url
                                        + "' is not allowed; allowed is where openHAB is, such as http://localhost:8080 or https://hub.example/openhab"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"c2VjcmV0 c2VjcmV0", "c2VjcmV0\r\nHost: x", "c2VjcmV0ü"})
    void aTokenIsNotSaidEvenIfItIsRefused(String token) {
        assertThat(problems(Map.of("token", token)))
                .containsOnly(Map.entry(
                        "token",
                        "token: not allowed; allowed are up to 512 letters, digits and signs without a blank"));
        assertThat(problems(Map.of("token", "c2VjcmV0".repeat(65))).toString()).doesNotContain("c2VjcmV0");
    }

    @Test
    void anItemThatIsPostedToIsNotExported() {
        BridgeSettings settings = parsed(Map.of(
                "post",
                new String[] {"Attic=sensor_temperature_celsius@attic", "Cellar=sensor_temperature_celsius@cellar"},
                "post.interval",
                "1m"));
        assertThat(settings.postings()).extracting(Posting::item).containsExactly("Attic", "Cellar");
        assertThat(settings.postInterval()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.exports("Attic")).isFalse();
        assertThat(settings.exports("Attic_2")).isTrue();
    }

    @Test
    void aPostingThatIsNotUnderstoodIsTold() {
        assertThat(problems(Map.of("post", "Attic=temperature", "post.interval", "100ms")))
                .containsOnly(
                        Map.entry(
                                "post",
                                "post: 'Attic=temperature' is not allowed; allowed is [Number|Contact|Switch] <item>=<metric>[.<channel>]@<sensor>[ by <threshold>], as many as you like with commas between them, each item once"),
                        Map.entry(
                                "post.interval",
                                "post.interval: '100ms' is not allowed; allowed is a number with ms, s, m or h (a bare number is seconds) from 1s to 1h"));
    }

    private static BridgeSettings parsed(Map<String, ?> configuration) {
        Map<String, String> problems = new LinkedHashMap<>();
        BridgeSettings settings = BridgeSettings.parse(configuration, problems);
        assertThat(problems).isEmpty();
        return settings;
    }

    private static Map<String, String> problems(Map<String, ?> configuration) {
        Map<String, String> problems = new LinkedHashMap<>();
        BridgeSettings.parse(configuration, problems);
        return problems;
    }
}
