package plumage.tests.pages;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A page as whoever scrapes it understands it: each series with its value. The parser is stricter than Prometheus, so that nothing works by luck only: every
 * sample stands in the one block of its family behind HELP and TYPE, has a name that its type allows and no timestamp, and no series comes twice.
 *
 * @param text the page
 * @param types the type of each family
 * @param samples the value of each series
 */
public record Scrape(String text, Map<String, String> types, Map<Series, Double> samples) {
    /** What a value belongs to. A label without a value is none. */
    public record Series(String name, SortedMap<String, String> labels) {
        public boolean is(String sampleName, String... labelsAndValues) {
            if (!name.equals(sampleName)) {
                return false;
            }
            for (int i = 0; i < labelsAndValues.length; i += 2) {
                if (!Objects.equals(labels.get(labelsAndValues[i]), labelsAndValues[i + 1])) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Understands a page in the text format 0.0.4, or fails with the line that is wrong. */
    public static Scrape parse(String page) {
        return new Parser(page, TEXT).parse();
    }

    /** Understands a page in the format OpenMetrics 1.0, or fails with the line that is wrong. */
    public static Scrape parseOpenMetrics(String page) {
        String end = "# EOF\n";
        if (!page.endsWith(end)) {
            throw new AssertionError("the last line is not # EOF");
        }
        return new Parser(page.substring(0, page.length() - end.length()), OPENMETRICS).parse();
    }

    /** The value of the one series of that name with these labels and values, which alternate; other labels do not matter. */
    public OptionalDouble find(String name, String... labelsAndValues) {
        List<Map.Entry<Series, Double>> found = samples.entrySet().stream()
                .filter(sample -> sample.getKey().is(name, labelsAndValues))
                .toList();
        if (found.size() > 1) {
            throw new AssertionError("several series, not one: " + found);
        }
        return found.stream().mapToDouble(Map.Entry::getValue).findFirst();
    }

    /** The value of a series that must be there. */
    public double value(String name, String... labelsAndValues) {
        return find(name, labelsAndValues)
                .orElseThrow(() -> new AssertionError(
                        "there is no " + name + List.of(labelsAndValues) + " on the page\n" + excerpt()));
    }

    /** Whether the series is there with this value. */
    public boolean says(double value, String name, String... labelsAndValues) {
        OptionalDouble found = find(name, labelsAndValues);
        return found.isPresent() && found.getAsDouble() == value;
    }

    /** Whether there is any such series. */
    public boolean has(String name, String... labelsAndValues) {
        return samples.keySet().stream().anyMatch(series -> series.is(name, labelsAndValues));
    }

    /** Everything that a sensor says. */
    public Set<Series> of(String sensor) {
        return where(series -> sensor.equals(series.labels().get("sensor")));
    }

    /** The series that somebody is interested in. */
    public Set<Series> where(Predicate<Series> interesting) {
        return samples.keySet().stream().filter(interesting).collect(Collectors.toSet());
    }

    /** The page without what no test is about. */
    public String excerpt() {
        return text.lines()
                .filter(line -> !line.startsWith("#") && !line.startsWith("jvm_") && !line.startsWith("process_"))
                .collect(Collectors.joining("\n"));
    }

    private static final Map<String, Set<String>> TEXT = Map.of(
            "counter", Set.of(""),
            "gauge", Set.of(""),
            "untyped", Set.of(""),
            "summary", Set.of("", "_sum", "_count"),
            "histogram", Set.of("_bucket", "_sum", "_count"));

    private static final Map<String, Set<String>> OPENMETRICS = Map.of(
            "counter", Set.of("_total"),
            "gauge", Set.of(""),
            "unknown", Set.of(""),
            "info", Set.of("_info"),
            "stateset", Set.of(""),
            "summary", Set.of("", "_sum", "_count"),
            "histogram", Set.of("_bucket", "_sum", "_count"),
            "gaugehistogram", Set.of("_bucket", "_gsum", "_gcount"));

    private static final class Parser {
        private static final Pattern METRIC = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
        private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
        private static final Pattern NUMBER =
                Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?|[+-]Inf|NaN");

        private final String page;
        private final Map<String, Set<String>> suffixes;
        private final boolean openMetrics;
        private final Map<String, String> types = new LinkedHashMap<>();
        private final Map<Series, Double> samples = new LinkedHashMap<>();
        private final Set<String> helped = new HashSet<>();
        private final Set<String> units = new HashSet<>();
        private String family = "";
        private String line = "";
        private int at;

        Parser(String page, Map<String, Set<String>> suffixes) {
            this.page = page;
            this.suffixes = suffixes;
            openMetrics = suffixes.equals(OPENMETRICS);
        }

        Scrape parse() {
            if (page.isEmpty()) {
                return new Scrape(page, types, samples);
            }
            if (!page.endsWith("\n")) {
                throw new AssertionError("the last line does not end");
            }
            for (String next : page.substring(0, page.length() - 1).split("\n", -1)) {
                line = next;
                at = 0;
                if (line.startsWith("# HELP ")) {
                    help();
                } else if (line.startsWith("# TYPE ")) {
                    type();
                } else if (openMetrics && line.startsWith("# UNIT ")) {
                    unit();
                } else {
                    sample();
                }
            }
            return new Scrape(page, types, samples);
        }

        /** The first line of a family is HELP in the text format and TYPE in OpenMetrics. */
        private void family(String name, boolean first) {
            if (first) {
                family = name;
            } else {
                check(name.equals(family), "not of the family before");
            }
        }

        private void help() {
            String[] words = line.split(" ", 4);
            check(words.length == 4 && METRIC.matcher(words[2]).matches(), "HELP of what?");
            family(words[2], !openMetrics);
            check(helped.add(family), "a second HELP");
            String unescaped = words[3].replaceAll(openMetrics ? "\\\\[\\\\n\"]" : "\\\\[\\\\n]", "");
            check(!unescaped.contains("\\"), "an escape that does not exist");
            check(!openMetrics || !unescaped.contains("\""), "a quote that is not escaped");
        }

        private void type() {
            String[] words = line.split(" ", -1);
            check(words.length == 4 && suffixes.containsKey(words[3]), "not a type");
            family(words[2], openMetrics);
            check(types.put(family, words[3]) == null, "a second TYPE");
        }

        private void unit() {
            String[] words = line.split(" ", -1);
            check(words.length == 4 && words[2].endsWith("_" + words[3]), "a unit that is no suffix of the name");
            family(words[2], false);
            check(units.add(family), "a second UNIT");
        }

        private void sample() {
            String name = upTo("{ ");
            check(METRIC.matcher(name).matches(), "not the name of a metric");
            String type = types.getOrDefault(family, "");
            check(helped.contains(family) && name.startsWith(family), "not in the block of its family");
            Set<String> allowed = suffixes.getOrDefault(type, Set.of());
            check(allowed.contains(name.substring(family.length())), "not a sample of a " + type);
            SortedMap<String, String> labels = line.startsWith("{", at) ? labels() : new TreeMap<>();
            expect(" ");
            String value = line.substring(at);
            check(NUMBER.matcher(value).matches(), "not a value, or something behind it");
            double number = Double.parseDouble(value.replace("Inf", "Infinity"));
            check(samples.put(new Series(name, labels), number) == null, "a series that was there already");
        }

        private SortedMap<String, String> labels() {
            SortedMap<String, String> labels = new TreeMap<>();
            Set<String> names = new HashSet<>();
            expect("{");
            while (!line.startsWith("}", at)) {
                String name = upTo("=");
                check(LABEL.matcher(name).matches(), "not the name of a label");
                check(names.add(name), "a label that was there already");
                expect("=");
                String value = quoted();
                if (!value.isEmpty()) {
                    labels.put(name, value);
                }
                if (!line.startsWith("}", at)) {
                    expect(",");
                    check(!openMetrics || !line.startsWith("}", at), "a comma behind the last label");
                }
            }
            expect("}");
            return labels;
        }

        private String quoted() {
            StringBuilder value = new StringBuilder();
            expect("\"");
            while (!line.startsWith("\"", at)) {
                check(at < line.length(), "the quotes do not end");
                char c = line.charAt(at++);
                if (c == '\\') {
                    check(at < line.length(), "an escape that does not end");
                    char escaped = line.charAt(at++);
                    check(escaped == '\\' || escaped == '"' || escaped == 'n', "an escape that does not exist");
                    c = escaped == 'n' ? '\n' : escaped;
                }
                value.append(c);
            }
            expect("\"");
            return value.toString();
        }

        private String upTo(String delimiters) {
            int start = at;
            while (at < line.length() && delimiters.indexOf(line.charAt(at)) < 0) {
                at++;
            }
            return line.substring(start, at);
        }

        private void expect(String what) {
            check(line.startsWith(what, at), "expected " + what);
            at += what.length();
        }

        private void check(boolean legal, String complaint) {
            if (!legal) {
                throw new AssertionError(complaint + ", column " + (at + 1) + " of: " + line);
            }
        }
    }
}
