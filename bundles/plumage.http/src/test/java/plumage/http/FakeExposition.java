package plumage.http;

import io.prometheus.client.Collector.MetricFamilySamples;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import plumage.sensor.Trouble;
import plumage.sensor.exposition.Content;
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
    public List<Trouble> troubles() {
        return List.of();
    }

    @Override
    public boolean isReady() {
        return ready;
    }

    private record FakePage(Format format, String text) implements Page {
        @Override
        public Content plain() {
            return ReadOnlyServlet.utf8(text);
        }

        @Override
        public Content gzipped() {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
                plain().writeTo(gzip);
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
            return new Content(bytes.toByteArray(), bytes.size());
        }
    }
}
