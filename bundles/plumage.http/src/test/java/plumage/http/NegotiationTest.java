package plumage.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumage.sensor.exposition.Format;

class NegotiationTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            OPENMETRICS | application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1
            OPENMETRICS | application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.3,text/plain;version=0.0.4;q=0.2,*/*;q=0.1
            TEXT        | text/plain;version=1.0.0;escaping=allow-utf-8;q=0.3,text/plain;version=0.0.4;q=0.2,*/*;q=0.1
            TEXT        | text/plain;version=0.0.4;q=0.2,*/*;q=0.1
            TEXT        | text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8
            TEXT        | ''
            TEXT        | */*
            TEXT        | text/*
            OPENMETRICS | application/*
            TEXT        | application/*;q=0.1,text/*;q=0.2
            TEXT        | image/png
            OPENMETRICS | application/openmetrics-text
            OPENMETRICS | APPLICATION/OpenMetrics-Text ; Version=1.0.0 ; charset=utf-8
            OPENMETRICS | application/openmetrics-text;version="1.0.0"
            TEXT        | application/openmetrics-text;version=2.0.0
            TEXT        | application/openmetrics-text;version=0.0.1
            OPENMETRICS | application/openmetrics-text,text/plain
            TEXT        | application/openmetrics-text;q=0.4,text/plain;q=0.5
            TEXT        | application/openmetrics-text;q=0,*/*
            OPENMETRICS | application/openmetrics-text;q=0.2,text/plain;q=0
            TEXT        | application/openmetrics-text;q=0
            OPENMETRICS | application/openmetrics-text;version=1.0.0;q=0.3,application/openmetrics-text;q=0.9,text/plain;q=0.3
            TEXT        | application/openmetrics-text;version=1.0.0;q=0.2,application/openmetrics-text;q=0.9,text/plain;q=0.3
            TEXT        | application/openmetrics-text;q=2
            TEXT        | application/openmetrics-text;q=NaN
            TEXT        | application/openmetrics-text;q=-1
            TEXT        | text/plain;note="a, application/openmetrics-text;q=1, b"
            TEXT        | text/plain;note="\\", application/openmetrics-text, "
            OPENMETRICS | application/openmetrics-text;note="unclosed
            TEXT        | ,;,=,;q=;"
            """)
    void format(Format format, String accept) {
        assertThat(Negotiation.format(accept)).isEqualTo(format);
    }

    @Test
    void oversizedHeadersAreNotRead() {
        String accept = "application/openmetrics-text," + "a/b,".repeat(1017);
        assertThat(accept).hasSize(4097);
        assertThat(Negotiation.format(accept)).isEqualTo(Format.TEXT);
        assertThat(Negotiation.format(accept.substring(1)
                        .replaceFirst("pplication", "application")
                        .substring(0, 4096)))
                .isEqualTo(Format.OPENMETRICS);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            true  | gzip
            true  | gzip, deflate, br, zstd
            true  | x-gzip
            true  | GZIP
            true  | *
            true  | br;q=1.0, gzip;q=0.8, *;q=0.1
            true  | gzip;q=0.001
            true  | gzip;q=0.5, identity;q=0.5
            false | ''
            false | identity
            false | br
            false | gzip;q=0
            false | gzip;q=0.000
            false | gzip;q=0, *
            false | *;q=0
            false | gzip;q=0.5, identity
            false | gzip;q=yes
            """)
    void gzip(boolean gzip, String acceptEncoding) {
        assertThat(Negotiation.gzip(acceptEncoding)).isEqualTo(gzip);
    }
}
