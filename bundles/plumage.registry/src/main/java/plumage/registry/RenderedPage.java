package plumage.registry;

import io.prometheus.client.Collector;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import plumage.sensor.Family;
import plumage.sensor.Outline;
import plumage.sensor.Reading;
import plumage.sensor.Series;
import plumage.sensor.exposition.Content;
import plumage.sensor.exposition.Format;
import plumage.sensor.exposition.Page;

/** A page as bytes. It is made from the page before: the lines that have not changed are copied, and of those that have all but the number. */
final class RenderedPage implements Page {
    private static final int FIRST_GUESS = 16 * 1024;
    private static final int ROOM_TO_GROW = 1024;
    private static final int LIKELY_COMPRESSION = 8;

    private final Format format;
    private final Text text;
    private final IdentityHashMap<Outline, Lines> lines;
    private final Content plain;
    private volatile @Nullable Content gzipped;
    private volatile boolean wantedGzipped;

    private RenderedPage(Format format, Text text, IdentityHashMap<Outline, Lines> lines) {
        this.format = format;
        this.text = text;
        this.lines = lines;
        this.plain = text.content();
    }

    /**
     * Renders what several sources have to say.
     *
     * @param layout of all of it, or of a part
     * @param before a page of the same format; nothing but time is lost without one
     */
    static RenderedPage of(
            Format format, Layout layout, List<Contribution> contributions, @Nullable RenderedPage before) {
        RenderedPage page = new Renderer(format, contributions, before).render(layout);
        if (before != null && before.wantedGzipped) {
            page.gzip(); // now, while nobody waits for it, for it will be wanted again
        }
        return page;
    }

    @Override
    public Format format() {
        return format;
    }

    @Override
    public Content plain() {
        return plain;
    }

    @Override
    public Content gzipped() {
        if (!wantedGzipped) {
            wantedGzipped = true;
        }
        Content done = gzipped;
        return done != null ? done : gzip();
    }

    /** Whether it is compressed already. */
    boolean isGzipped() {
        return gzipped != null;
    }

    private synchronized Content gzip() {
        Content done = gzipped;
        if (done == null) {
            Compressed bytes = new Compressed(plain.length() / LIKELY_COMPRESSION);
            try (QuickGzip gzip = new QuickGzip(bytes)) {
                plain.writeTo(gzip);
            } catch (IOException impossible) { // into memory
                throw new UncheckedIOException(impossible);
            }
            done = bytes.content();
            gzipped = done;
        }
        return done;
    }

    /** Half the time of the usual level for one to four parts more of a hundred. */
    private static final class QuickGzip extends GZIPOutputStream {
        private static final int LEVEL = 4;

        QuickGzip(OutputStream out) throws IOException {
            super(out);
            def.setLevel(LEVEL);
        }
    }

    private static final class Compressed extends ByteArrayOutputStream {
        Compressed(int expected) {
            super(expected);
        }

        Content content() {
            return new Content(buf, count);
        }
    }

    /** Where the lines of one reading are, by their series; one that ends at 0 is not there. Nothing here keeps the source, whose bundle may go. */
    private static final class Lines {
        final Reading reading;
        final int[] starts;
        final int[] numbers;
        final int[] ends;

        Lines(Reading reading) {
            this.reading = reading;
            int size = reading.outline().size();
            starts = new int[size];
            numbers = new int[size];
            ends = new int[size];
        }
    }

    private static final class Renderer {
        private final Format format;
        private final List<Contribution> contributions;
        private final Text text;
        private final Text before;
        private final Lines[] lines;
        private final @Nullable Lines[] linesBefore;

        Renderer(Format format, List<Contribution> contributions, @Nullable RenderedPage page) {
            this.format = format;
            this.contributions = contributions;
            text = new Text(page == null ? FIRST_GUESS : page.text.length() + ROOM_TO_GROW);
            before = page == null ? text : page.text;
            lines = new Lines[contributions.size()];
            linesBefore = new Lines[lines.length];
            for (int i = 0; i < lines.length; i++) {
                Reading reading = contributions.get(i).reading();
                lines[i] = new Lines(reading);
                linesBefore[i] = page == null ? null : page.lines.get(reading.outline());
            }
        }

        RenderedPage render(Layout layout) {
            for (Layout.Block block : layout.blocks()) {
                switch (format) {
                    case TEXT -> text(block);
                    case OPENMETRICS -> openMetrics(block);
                }
            }
            if (format == Format.OPENMETRICS) {
                text.ascii("# EOF\n");
            }
            IdentityHashMap<Outline, Lines> byOutline = new IdentityHashMap<>();
            for (Lines one : lines) {
                byOutline.put(one.reading.outline(), one);
            }
            return new RenderedPage(format, text, byOutline);
        }

        private void text(Layout.Block block) {
            Family family = block.family();
            switch (family.type()) {
                case COUNTER -> text(block, "_total", "counter", "");
                case INFO -> text(block, "_info", "gauge", "");
                case GAUGE, STATE_SET -> text(block, "", "gauge", "");
                case SUMMARY -> text(block, "", "summary", "");
                case HISTOGRAM -> text(block, "", "histogram", "");
                case UNKNOWN -> text(block, "", "untyped", "");
                case GAUGE_HISTOGRAM -> { // the format has no such thing
                    text(block, "", "histogram", "_bucket");
                    text(block, "_gcount", "gauge", "_gcount");
                    text(block, "_gsum", "gauge", "_gsum");
                }
            }
        }

        private void text(Layout.Block block, String suffix, String type, String ending) {
            Family family = block.family();
            int start = text.length();
            text.ascii("# HELP ").ascii(family.name()).ascii(suffix).ascii(' ');
            text.escaped(family.help(), false).ascii('\n');
            text.ascii("# TYPE ")
                    .ascii(family.name())
                    .ascii(suffix)
                    .ascii(' ')
                    .ascii(type)
                    .ascii('\n');
            lines(block, ending, start);
        }

        private void openMetrics(Layout.Block block) {
            Family family = block.family();
            int start = text.length();
            text.ascii("# TYPE ")
                    .ascii(family.name())
                    .ascii(' ')
                    .ascii(openMetrics(family.type()))
                    .ascii('\n');
            if (!family.unit().isEmpty()) {
                text.ascii("# UNIT ")
                        .ascii(family.name())
                        .ascii(' ')
                        .ascii(family.unit())
                        .ascii('\n');
            }
            text.ascii("# HELP ")
                    .ascii(family.name())
                    .ascii(' ')
                    .escaped(family.help(), true)
                    .ascii('\n');
            lines(block, "", start);
        }

        private static String openMetrics(Collector.Type type) {
            return switch (type) {
                case GAUGE -> "gauge";
                case COUNTER -> "counter";
                case SUMMARY -> "summary";
                case HISTOGRAM -> "histogram";
                case GAUGE_HISTOGRAM -> "gaugehistogram";
                case STATE_SET -> "stateset";
                case INFO -> "info";
                case UNKNOWN -> "unknown";
            };
        }

        /** The lines of a family behind its head, which is taken back when there is none. */
        private void lines(Layout.Block block, String ending, int head) {
            int first = text.length();
            for (int i = 0; i < block.size(); i++) {
                int source = block.source(i);
                int series = block.series(i);
                Contribution said = contributions.get(source);
                if (said.has(series)
                        && (ending.isEmpty() || said.series(series).name().endsWith(ending))) {
                    line(said, series, lines[source], linesBefore[source]);
                }
            }
            if (text.length() == first) {
                text.cut(head);
            }
        }

        private void line(Contribution said, int series, Lines here, @Nullable Lines there) {
            double number = said.reading().number(series);
            int start = text.length();
            here.starts[series] = start;
            if (there == null || there.ends[series] == 0) {
                series(said.reading().outline(), said.series(series));
            } else if (isSame(number, there.reading.number(series))) {
                text.copy(before, there.starts[series], there.ends[series]);
                here.numbers[series] = start + there.numbers[series] - there.starts[series];
                here.ends[series] = text.length();
                return;
            } else {
                text.copy(before, there.starts[series], there.numbers[series]);
            }
            here.numbers[series] = text.length();
            text.number(number).ascii('\n');
            here.ends[series] = text.length();
        }

        private static boolean isSame(double one, double other) {
            return Double.doubleToRawLongBits(one) == Double.doubleToRawLongBits(other);
        }

        /** What stands before a number. */
        private void series(Outline outline, Series series) {
            text.ascii(series.name());
            if (outline.labelNames().size() + series.labelNames().size() > 0) {
                text.ascii('{');
                labels(outline.labelNames(), outline.labelValues(), false);
                labels(
                        series.labelNames(),
                        series.labelValues(),
                        !outline.labelNames().isEmpty());
                text.ascii('}');
            }
            text.ascii(' ');
        }

        /** The text format has a comma behind each label here, as simpleclient writes it; OpenMetrics allows one between two only. */
        private void labels(List<String> names, List<String> values, boolean behindOthers) {
            for (int i = 0; i < names.size(); i++) {
                if (format == Format.OPENMETRICS && (i > 0 || behindOthers)) {
                    text.ascii(',');
                }
                text.ascii(names.get(i))
                        .ascii("=\"")
                        .escaped(values.get(i), true)
                        .ascii('"');
                if (format == Format.TEXT) {
                    text.ascii(',');
                }
            }
        }
    }
}
