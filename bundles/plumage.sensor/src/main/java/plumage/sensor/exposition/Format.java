package plumage.sensor.exposition;

/** An exposition format. */
public enum Format {
    /** The Prometheus text format. */
    TEXT("text/plain", "0.0.4", "text/plain; version=0.0.4; charset=utf-8"),
    /** OpenMetrics 1.0. */
    OPENMETRICS("application/openmetrics-text", "1.0.0", "application/openmetrics-text; version=1.0.0; charset=utf-8");

    private final String mediaType;
    private final String version;
    private final String contentType;

    Format(String mediaType, String version, String contentType) {
        this.mediaType = mediaType;
        this.version = version;
        this.contentType = contentType;
    }

    /** Type and subtype without parameters, as an Accept header asks for it. */
    public String mediaType() {
        return mediaType;
    }

    /** The value of the parameter {@code version}. */
    public String version() {
        return version;
    }

    /** The whole Content-Type header. */
    public String contentType() {
        return contentType;
    }
}
