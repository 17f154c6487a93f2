package plumage.registry;

import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import plumage.sensor.exposition.Format;
import plumage.sensor.exposition.Page;

/** A page as bytes. */
final class RenderedPage implements Page {
    private final Format format;
    private final byte[] plain;
    private volatile byte @Nullable [] gzipped;

    private RenderedPage(Format format, byte[] plain) {
        this.format = format;
        this.plain = plain;
    }

    /** Renders families that were checked and merged. */
    static RenderedPage of(Format format, List<MetricFamilySamples> families) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Enumeration<MetricFamilySamples> all = Collections.enumeration(families);
        try (Writer writer = new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8))) {
            switch (format) {
                case TEXT -> TextFormat.write004(writer, all);
                case OPENMETRICS -> TextFormat.writeOpenMetrics100(writer, all);
            }
        } catch (IOException impossible) { // into memory
            throw new UncheckedIOException(impossible);
        }
        return new RenderedPage(format, bytes.toByteArray());
    }

    @Override
    public Format format() {
        return format;
    }

    @Override
    public byte[] plain() {
        return plain;
    }

    @Override
    public byte[] gzipped() {
        byte[] done = gzipped;
        return done != null ? done : gzip();
    }

    private synchronized byte[] gzip() {
        byte[] done = gzipped;
        if (done != null) {
            return done;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain);
        } catch (IOException impossible) { // into memory
            throw new UncheckedIOException(impossible);
        }
        done = bytes.toByteArray();
        gzipped = done;
        return done;
    }
}
