package plumage.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import plumage.sensor.exposition.Format;

/**
 * Content negotiation (RFC 9110, section 12): Accept and Accept-Encoding with quality values. Nothing is refused; what cannot be understood is passed over, and
 * what is asked of nothing that exists gets the text format, uncompressed.
 */
final class Negotiation {
    private static final int LONGEST_HEADER = 4096;
    private static final Pattern QUALITY = Pattern.compile("0(\\.\\d{0,3})?|1(\\.0{0,3})?");

    /** One element of a header: a media range or a coding, with its parameters. */
    private record Element(String value, Map<String, String> parameters, double quality) {}

    private Negotiation() {}

    /**
     * The format for an Accept header, empty when there was none. OpenMetrics only to those who name it: a browser that takes anything can show only text.
     */
    static Format format(String accept) {
        List<Element> ranges = parse(accept);
        double text = quality(ranges, Format.TEXT);
        double openMetrics = quality(ranges, Format.OPENMETRICS);
        boolean named = ranges.stream().anyMatch(range -> range.value.equals(Format.OPENMETRICS.mediaType()));
        return openMetrics > text || named && openMetrics == text && openMetrics > 0 ? Format.OPENMETRICS : Format.TEXT;
    }

    /** Whether to compress for an Accept-Encoding header, empty when there was none. */
    static boolean gzip(String acceptEncoding) {
        double gzip = -1;
        double any = 0;
        double identity = 0;
        for (Element coding : parse(acceptEncoding)) {
            switch (coding.value) {
                case "gzip", "x-gzip" -> gzip = Math.max(gzip, coding.quality);
                case "identity" -> identity = coding.quality;
                case "*" -> any = coding.quality;
                default -> {}
            }
        }
        double quality = gzip < 0 ? any : gzip;
        return quality > 0 && quality >= identity;
    }

    /** The quality of the most specific range that a format matches, 0 without one. A range with another version of the type is none of it. */
    private static double quality(List<Element> ranges, Format format) {
        String type = format.mediaType();
        String anySubtype = type.substring(0, type.indexOf('/')) + "/*";
        int best = 0;
        double quality = 0;
        for (Element range : ranges) {
            String version = range.parameters.get("version");
            int specific;
            if (range.value.equals(type)) {
                specific = version == null ? 3 : version.equals(format.version()) ? 4 : 0;
            } else {
                specific = range.value.equals(anySubtype) ? 2 : range.value.equals("*/*") ? 1 : 0;
            }
            if (specific > best || specific == best && specific > 0 && range.quality > quality) {
                best = specific;
                quality = range.quality;
            }
        }
        return quality;
    }

    private static List<Element> parse(String header) {
        List<Element> elements = new ArrayList<>();
        if (header.length() <= LONGEST_HEADER) {
            for (String element : split(header, ',')) {
                List<String> parts = split(element, ';');
                Map<String, String> parameters = new HashMap<>();
                for (String part : parts.subList(1, parts.size())) {
                    int equals = part.indexOf('=');
                    if (equals > 0) {
                        parameters.put(
                                lower(part.substring(0, equals)),
                                unquoted(part.substring(equals + 1).trim()));
                    }
                }
                String quality = parameters.getOrDefault("q", "1");
                if (QUALITY.matcher(quality).matches()) {
                    elements.add(new Element(lower(parts.get(0)), parameters, Double.parseDouble(quality)));
                }
            }
        }
        return elements;
    }

    /** Splits where no quotes are open. */
    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1") : value;
    }

    private static String lower(String text) {
        return text.trim().toLowerCase(Locale.ROOT);
    }
}
