package plumage.http;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a scrape's headers mean. Stands in the package of the servlet because that shows no more than it needs to. */
@State(Scope.Thread)
public class NegotiationBenchmark {
    /** Prometheus 2.42's own, and what curl and wrk send. */
    @Param({
        "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
        "*/*"
    })
    public String accept = "";

    private final String acceptEncoding = "gzip";
    private Negotiated last = Negotiated.of(accept, acceptEncoding);

    /** Headers that were not seen before. */
    @Benchmark
    public Object understand() {
        return Negotiated.of(accept, acceptEncoding);
    }

    /** The same headers as the last time, by other objects, as the servlet does it. */
    @Benchmark
    public Object recognize(Headers again) {
        if (!last.isOf(again.accept, again.acceptEncoding)) {
            last = Negotiated.of(again.accept, again.acceptEncoding);
        }
        return last;
    }

    /** As they come from the wire: equal texts that are other objects. */
    @State(Scope.Thread)
    public static class Headers {
        private String accept = "";
        private String acceptEncoding = "";

        @Setup
        public void copy(NegotiationBenchmark benchmark) {
            accept = new String(benchmark.accept.toCharArray());
            acceptEncoding = new String(benchmark.acceptEncoding.toCharArray());
        }
    }
}
