package plumage.http;

import io.prometheus.client.Collector.MetricFamilySamples;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import plumage.sensor.exposition.Exposition;
import plumage.sensor.exposition.Format;
import plumage.sensor.exposition.Page;
import plumage.sensor.exposition.Selection;

/** Pages that say what they were asked for. */
final class FakeExposition implements Exposition {
    volatile boolean ready;
    volatile List<MetricFamilySamples> families = List.of();

    @Override
    public Page page(Format format) {
        return page(format, Selection.ALL);
    }

    @Override
    public Page page(Format format, Selection selection) {
        return new FakePage(
                format, format + " " + (selection.equals(Selection.ALL) ? "all" : selection.toString()) + "\n");
    }

    @Override
    public List<MetricFamilySamples> families(Selection selection) {
        return families;
    }

    @Override
    public boolean isReady() {
        return ready;
    }

    private record FakePage(Format format, String text) implements Page {
        @Override
        public byte[] plain() {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public byte[] gzipped() {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
                gzip.write(plain());
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
            return bytes.toByteArray();
        }
    }
}
