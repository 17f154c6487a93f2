package plumage.http;

import plumage.sensor.exposition.Format;

/**
 * What was understood of a scrape's headers.
 *
 * @param accept the header Accept, empty when there was none
 * @param acceptEncoding the header Accept-Encoding, empty when there was none
 * @param format what to answer with
 * @param gzip whether to compress it
 */
record Negotiated(String accept, String acceptEncoding, Format format, boolean gzip) {
    static Negotiated of(String accept, String acceptEncoding) {
        return new Negotiated(accept, acceptEncoding, Negotiation.format(accept), Negotiation.gzip(acceptEncoding));
    }

    /** Whether these headers say the same, letter by letter. */
    boolean isOf(String otherAccept, String otherEncoding) {
        return accept.equals(otherAccept) && acceptEncoding.equals(otherEncoding);
    }
}
