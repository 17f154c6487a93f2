package plumage.tests.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What judges the pages of the other tests is judged first. */
class ScrapeTest {
    private static final String HEAD = "# HELP a Help.\n# TYPE a gauge\n";

    @Test
    void everySeriesHasItsValue() {
        Scrape page = Scrape.parse(
                HEAD
                        + "a{x=\"1\",y=\"q\\\"b\\\\n\\n\",} 1.5E-3\na 2.0\n# HELP b Help.\n# TYPE b summary\nb_sum +Inf\nb_count 3\n");

        assertThat(page.value("a", "y", "q\"b\\n\n")).isEqualTo(0.0015);
        assertThat(page.value("b_sum")).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(page.value("b_count")).isEqualTo(3);
        assertThat(page.samples()).hasSize(4);
        assertThat(page.has("a", "x", "2")).isFalse();
        assertThatThrownBy(() -> page.value("a")).hasMessageContaining("several series");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a 1\na 2\n",
                "a{x=\"1\",y=\"\"} 1\na{x=\"1\"} 2\n",
                "a{y=\"2\",x=\"1\"} 1\na{x=\"1\",y=\"2\"} 2\n",
                "a{x=\"1\",x=\"2\"} 1\n",
                "a{x=\"\\t\"} 1\n",
                "a{x=\"1} 1\n",
                "a{1x=\"1\"} 1\n",
                "a{x=\"1\"}1\n",
                "a 1 1700000000\n",
                "a 0x10\n",
                "a\n",
                "a_total 1\n",
                "b 1\n",
                "\n",
                "a 1",
                "# HELP a Again.\n",
                "# TYPE a gauge\n",
                "# TYPE b gauge\nb 1\n",
                "# HELP b Help.\nb 1\n",
                "# HELP b Help.\n# TYPE b counter\nb 1\na 1\n",
                "# HELP b Help.\n# TYPE b histogram\nb 1\n",
                "# HELP b Help.\n# TYPE b info\nb_info 1\n",
                "# comment\n"
            })
    void whatIsNotStrictlyLegalIsRefused(String lines) {
        assertThatThrownBy(() -> Scrape.parse(HEAD + lines)).isInstanceOf(AssertionError.class);
    }

    @Test
    void everySeriesOfOpenMetricsHasItsValue() {
        Scrape page = Scrape.parseOpenMetrics("""
                # TYPE a_seconds counter
                # UNIT a_seconds seconds
                # HELP a_seconds Say \\"a\\".
                a_seconds_total{x="1",y="2"} 1.5E-3
                # TYPE b info
                # HELP b Help.
                b_info{x="1"} 1.0
                # EOF
                """);

        assertThat(page.value("a_seconds_total", "x", "1")).isEqualTo(0.0015);
        assertThat(page.value("b_info")).isEqualTo(1);
        assertThat(Scrape.parseOpenMetrics("# EOF\n").samples()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a 1\n",
                "a_total{x=\"1\",} 1\n# EOF\n",
                "a 1\n# EOF\n",
                "a_total 1 # {x=\"1\"} 1\n# EOF\n",
                "# EOF\n# EOF\n",
                "# HELP b Help.\n# TYPE b gauge\nb 1\n# EOF\n",
                "# TYPE b gauge\nb 1\n# EOF\n",
                "# TYPE b_x gauge\n# UNIT b_x y\n# HELP b_x Help.\nb_x 1\n# EOF\n",
                "# TYPE b gauge\n# HELP b \"\nb 1\n# EOF\n",
                "# TYPE b untyped\n# HELP b Help.\nb 1\n# EOF\n",
                "# TYPE b info\n# HELP b Help.\nb 1\n# EOF\n"
            })
    void whatIsNotStrictlyLegalOpenMetricsIsRefused(String lines) {
        assertThatThrownBy(() -> Scrape.parseOpenMetrics("# TYPE a counter\n# HELP a Help.\n" + lines))
                .isInstanceOf(AssertionError.class);
    }
}
