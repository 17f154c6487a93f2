package plumage.sensor.exposition;

import io.prometheus.client.Collector.MetricFamilySamples;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import plumage.sensor.Trouble;

/** All metrics of the hub, merged and legal. A service; none of its methods throws or waits for hardware. */
@ProviderType
public interface Exposition {
    /** All metrics in a format, from a page that is built once for all who ask at about the same time. */
    Page page(Format format);

    /** A part of the metrics in a format, rendered for this call. */
    Page page(Format format, Selection selection);

    /** The merged families, in the order of the page. */
    List<MetricFamilySamples> families(Selection selection);

    /** What does not work at present, in words, in the order of the sources' names. */
    List<Trouble> troubles();

    /** Whether every configured sensor was tried once, or had its time for that. */
    boolean isReady();
}
