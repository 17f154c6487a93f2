package plumage.tests.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What wrk 4.1 prints. */
class WrkTest {
    private static final String OUTPUT = """
            Running 2s test @ http://127.0.0.1:9680/metrics
              1 threads and 4 connections
              Thread Stats   Avg      Stdev     Max   +/- Stdev
                Latency   103.03us  203.11us   6.04ms   97.74%%
                Req/Sec    44.51k     3.32k   49.01k    75.00%%
              Latency Distribution
                 50%%   78.00us
                 75%%   93.00us
                 90%%  120.00us
                 99%%    %s
              88536 requests in 2.00s, 1.86GB read
            %sRequests/sec:  44253.01
            Transfer/sec:      0.93GB
            """;

    @Test
    void allThatIsOfInterest() throws IOException {
        assertThat(Wrk.parse(OUTPUT.formatted("1.25ms", ""))).isEqualTo(new Wrk(88536, 44253.01, 1.25, false));
        assertThat(Wrk.parse(OUTPUT.formatted("750.00us", "")).p99Millis()).isEqualTo(0.75);
        assertThat(Wrk.parse(OUTPUT.formatted("1.50s", "")).p99Millis()).isEqualTo(1500);
    }

    @Test
    void connectionsThatBrokeAreTold() throws IOException {
        String broken = "  Socket errors: connect 0, read 12, write 0, timeout 0\n";
        assertThat(Wrk.parse(OUTPUT.formatted("1.25ms", broken)).broken()).isTrue();
    }

    @Test
    void answersThatAreErrorsDoNotCount() {
        String refused = OUTPUT.formatted("1.25ms", "  Non-2xx or 3xx responses: 88536\n");
        assertThatThrownBy(() -> Wrk.parse(refused)).hasMessage("Non-2xx or 3xx responses: 88536");
    }

    @Test
    void somethingElse() {
        assertThatThrownBy(() -> Wrk.parse("unable to connect")).hasMessageContaining("unable to connect");
    }
}
