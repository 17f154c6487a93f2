package plumage.sensor.exposition;

import org.osgi.annotation.versioning.ProviderType;

/** A rendered page. Whoever asks must not change the arrays: they are shared. */
@ProviderType
public interface Page {
    /** Its format. */
    Format format();

    /** The page, UTF-8. */
    byte[] plain();

    /** The page, gzipped; compressed once, when first asked for. */
    byte[] gzipped();
}
