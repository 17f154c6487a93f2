package plumage.sensor.exposition;

import org.osgi.annotation.versioning.ProviderType;

/** A rendered page. */
@ProviderType
public interface Page {
    /** Its format. */
    Format format();

    /** The page, UTF-8. */
    Content plain();

    /** The page, gzipped; compressed once, when first asked for. */
    Content gzipped();
}
