package plumage.sensor.exposition;

/** A rendered page. Whoever asks must not change the arrays: they are shared. */
public interface Page {
    /** Its format. */
    Format format();

    /** The page, UTF-8. */
    byte[] plain();

    /** The page, gzipped; compressed once, when first asked for. */
    byte[] gzipped();
}
