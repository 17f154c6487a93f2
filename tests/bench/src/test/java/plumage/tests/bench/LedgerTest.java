package plumage.tests.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import plumage.tests.bench.probe.Fingerprint;
import plumage.tests.pages.Scrape;

/** A page that is behind, torn or made of two readings is found. */
class LedgerTest {
    private static final double NOW = 1_700_000_000;

    private final Ledger ledger = new Ledger();

    /** The sensor s was read for the so-manieth time. */
    private void said(int reads, double at) {
        long sensor = 0;
        sensor += Fingerprint.of(Fingerprint.label(Fingerprint.series("sensor_reads_total"), "sensor", "s"), reads);
        long temperature = Fingerprint.label(Fingerprint.series("sensor_temperature_celsius"), "sensor", "s");
        sensor += Fingerprint.of(Fingerprint.label(temperature, "room", "r"), 20 + reads / 8.0);
        ledger.said("s", reads, at, sensor);
    }

    private void page(int reads, double celsius, double askedAt) {
        ledger.page(Scrape.parse(String.format(Locale.ROOT, """
                        # HELP sensor_reads_total Reads.
                        # TYPE sensor_reads_total counter
                        sensor_reads_total{sensor="s"} %d
                        # HELP sensor_temperature_celsius Temperature.
                        # TYPE sensor_temperature_celsius gauge
                        sensor_temperature_celsius{sensor="s",room="r",} %s
                        """, reads, celsius)), askedAt);
    }

    @Test
    void theLatestReadingIsGood() {
        said(1, NOW);
        page(1, 20.125, NOW + 100);
        said(2, NOW + 101);
        page(2, 20.25, NOW + 101.2);

        assertThat(ledger.complaints()).isEmpty();
        assertThat(ledger).hasToString("2 pages, 2 times a sensor on one; furthest behind: 0 ms");
    }

    @Test
    void theOneBeforeIsGoodForAQuarterOfASecond() {
        said(1, NOW);
        said(2, NOW + 10);
        page(1, 20.125, NOW + 10.125);

        assertThat(ledger.complaints()).isEmpty();
        assertThat(ledger).hasToString("1 pages, 1 times a sensor on one; furthest behind: 125 ms");

        page(1, 20.125, NOW + 10.3);

        assertThat(ledger.complaints())
                .containsExactly("s: the page tells reading 1, reading 2 was there 0.300 s before it was asked for");
    }

    @Test
    void linesOfTwoReadings() {
        said(1, NOW);
        said(2, NOW + 10);
        page(2, 20.125, NOW + 10);

        assertThat(ledger.complaints()).containsExactly("s: what the page tells is not reading 2.0 as a whole");
    }

    @Test
    void aLineThatIsMissing() {
        said(1, NOW);
        ledger.page(Scrape.parse("""
                        # HELP sensor_reads_total Reads.
                        # TYPE sensor_reads_total counter
                        sensor_reads_total{sensor="s"} 1.0
                        """), NOW);

        assertThat(ledger.complaints()).containsExactly("s: what the page tells is not reading 1.0 as a whole");
    }

    @Test
    void aSensorThatIsMissing() {
        said(1, NOW);
        ledger.page(Scrape.parse(""), NOW);

        assertThat(ledger.complaints()).containsExactly("s is not on the page");
    }

    @Test
    void aReadingThatThereNeverWas() {
        said(1, NOW);
        page(2, 20.25, NOW);

        assertThat(ledger.complaints()).containsExactly("s: the page tells reading 2.0, which there never was");
    }

    @Test
    void oneBetweenTwoLooksIsCounted() {
        said(1, NOW);
        said(3, NOW + 1);
        page(2, 20.25, NOW + 1);

        assertThat(ledger.complaints()).isEmpty();
        assertThat(ledger)
                .hasToString("1 pages, 1 times a sensor on one; furthest behind: 0 ms; 1 without comparing lines");
    }
}
