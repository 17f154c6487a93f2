package plumage.http;

import io.prometheus.client.Collector.MetricFamilySamples;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import plumage.sensor.overview.Overview;
import plumage.sensor.overview.SensorView;

/** The landing page as HTML: one table, a style, no script. */
final class LandingPage {
    private static final String STYLE = """
            :root { color-scheme: light dark; --line: #8883; --dim: #888; --good: #1a8f4c; --bad: #d33c3c; }
            body { font: 15px/1.5 system-ui, sans-serif; max-width: 68rem; margin: 2.5rem auto; padding: 0 1.25rem; }
            header { display: flex; flex-wrap: wrap; align-items: baseline; gap: .25rem 1.5rem; margin-bottom: 1.5rem; }
            h1 { font-size: 1.6rem; margin: 0; letter-spacing: -.01em; }
            h2 { font-size: 1.05rem; margin: 2rem 0 .5rem; }
            nav { margin-left: auto; display: flex; gap: 1.25rem; }
            a { color: inherit; text-underline-offset: .2em; text-decoration-color: var(--dim); }
            table { width: 100%; border-collapse: collapse; }
            th { text-align: left; font-weight: 500; font-size: .8rem; color: var(--dim); }
            th, td { padding: .6rem .75rem .6rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
            dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(8.5rem, 1fr)); gap: .25rem .75rem; margin: 0; }
            dt { font-size: .8rem; color: var(--dim); }
            dd { margin: 0; font-variant-numeric: tabular-nums; }
            small { display: block; color: var(--dim); font-size: .8rem; white-space: nowrap; }
            td:last-child { width: 55%; }
            .up::before, .down::before { content: "●"; margin-right: .4rem; }
            .up::before { color: var(--good); }
            .down::before { color: var(--bad); }
            .code { font-family: ui-monospace, monospace; font-size: .9em; white-space: nowrap; }
            .dim { color: var(--dim); }
            """;

    /** Nothing may be loaded or run but the style above. */
    static final String CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'sha256-" + sha256(STYLE)
            + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private LandingPage() {}

    /**
     * Renders the page.
     *
     * @param metrics the path of the metrics
     * @param base what the health pages are below
     */
    static String render(List<MetricFamilySamples> families, String metrics, String base, Instant now) {
        Overview hub = Overview.of(families, List.of());
        String rows = hub.sensors().stream().map(sensor -> row(sensor, now)).collect(Collectors.joining());
        String table = hub.sensors().isEmpty()
                ? "<p class=\"dim\">No sensors yet. One configuration is one sensor; it appears here as soon as there is one.</p>\n"
                : "<table>\n<tr><th>Sensor</th><th>State</th><th>Chip</th><th>Bus</th><th>Values</th></tr>\n" + rows
                        + "</table>\n";
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta http-equiv="refresh" content="10">
                <title>Plumage</title>
                <style>%s</style>
                </head>
                <body>
                <header>
                <h1>Plumage</h1>
                <span class="dim">%s</span>
                <nav><a href="%s">Metrics</a><a href="%s/-/healthy">Healthy</a><a href="%s/-/ready">Ready</a></nav>
                </header>
                <main>
                %s%s</main>
                </body>
                </html>
                """.formatted(
                STYLE, escaped(hub.version()), escaped(metrics), escaped(base), escaped(base), table, refused(hub));
    }

    private static String row(SensorView sensor, Instant now) {
        String values = sensor.values().stream()
                .map(value ->
                        "<div><dt>" + escaped(value.title()) + "</dt><dd>" + escaped(value.amount()) + "</dd></div>")
                .collect(Collectors.joining("", "<dl>", "</dl>"));
        return """
                <tr>
                <td>%s<small>%s</small></td>
                <td class="%s">%s<small>%s</small></td>
                <td class="code">%s</td>
                <td class="code">%s</td>
                <td>%s</td>
                </tr>
                """.formatted(
                        escaped(sensor.name()),
                        escaped(String.join(" ", sensor.tags())),
                        sensor.isUp() ? "up" : "down",
                        sensor.isUp() ? "up" : "down",
                        sensor.age(now).map(age -> "read " + age).orElse("never read"),
                        escaped(sensor.chip()),
                        escaped(sensor.address().isEmpty() ? sensor.bus() : sensor.bus() + " · " + sensor.address()),
                        sensor.values().isEmpty() ? "<span class=\"dim\">none that is recent</span>" : values);
    }

    /** Configurations that were refused; each is in {@code plumage_configuration_error}. */
    private static String refused(Overview hub) {
        String rows = hub.refused().stream()
                .map(error -> "<tr><td class=\"code\">" + escaped(error.subject()) + "</td><td class=\"code\">"
                        + escaped(error.reason()) + "</td></tr>\n")
                .collect(Collectors.joining());
        return rows.isEmpty()
                ? ""
                : "<h2>Refused configurations</h2>\n<table>\n<tr><th>Configuration</th><th>Key</th></tr>\n" + rows
                        + "</table>\n<p class=\"dim\">The log says what is wrong with each and what is allowed.</p>\n";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException impossible) { // every Java has it
            throw new IllegalStateException(impossible);
        }
    }
}
