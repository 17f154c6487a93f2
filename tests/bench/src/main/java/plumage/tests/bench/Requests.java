package plumage.tests.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Compares a hub's page with a constant on the same Jetty, and with other servers of the same series: all in turns, several rounds, while a {@link Checker} looks
 * whether the page is worth comparing.
 */
public final class Requests {
    private static final int FROZEN_SECONDS = 30;
    private static final int POLL_MILLIS = 50;

    private enum Encoding {
        PLAIN,
        GZIP;

        private String[] headers(String... more) {
            List<String> headers = new ArrayList<>(List.of(more));
            if (this == GZIP) {
                headers.add("Accept-Encoding: gzip");
            }
            return headers.toArray(String[]::new);
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Somebody else's server. */
    private record Peer(String name, String url) {}

    /** What one round saw of the hub's own threads beside what wrk saw. */
    private record Seen(Wrk wrk, double allocatedPerRequest) {}

    private final Hub hub;
    private final List<Peer> peers = new ArrayList<>();
    private final int rounds;
    private final int seconds;

    private Requests(Hub hub, int rounds, int seconds) {
        this.hub = hub;
        this.rounds = rounds;
        this.seconds = seconds;
    }

    /**
     * Runs, prints, and ends with a status other than 0 when the hub's page was wrong.
     *
     * @param arguments the hub's address, encodings with commas between them, rounds, seconds of each measurement, the least readings a second that count, then peers
     *     as {@code name=url}
     */
    public static void main(String[] arguments) throws Exception {
        Requests requests =
                new Requests(new Hub(arguments[0]), Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
        for (String peer : List.of(arguments).subList(5, arguments.length)) {
            int equals = peer.indexOf('=');
            requests.peers.add(new Peer(peer.substring(0, equals), peer.substring(equals + 1)));
        }
        List<Encoding> encodings = Arrays.stream(Encoding.values())
                .filter(encoding -> List.of(arguments[1].split(",", -1)).contains(encoding.toString()))
                .toList();
        requests.refuseFrozen();
        List<String> complaints = requests.measure(encodings, Integer.parseInt(arguments[4]));
        complaints.forEach(complaint -> System.out.println("WRONG: " + complaint));
        System.exit(complaints.isEmpty() ? 0 : 1);
    }

    /** The checker must find the constant too old, or it would find nothing. */
    private void refuseFrozen() throws InterruptedException {
        try (Checker checker = Checker.start(hub, Hub.YARDSTICK + Encoding.PLAIN)) {
            long end = System.nanoTime() + FROZEN_SECONDS * 1_000_000_000L;
            while (checker.ledger().complaints().isEmpty()) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException("the checker takes a frozen page for a good one");
                }
                Thread.sleep(POLL_MILLIS);
            }
            System.out.println(
                    "a frozen page is refused: " + checker.ledger().complaints().get(0));
        }
    }

    private List<String> measure(List<Encoding> encodings, int leastReadings) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        try (Checker checker = Checker.start(hub, Hub.METRICS)) {
            for (Encoding encoding : encodings) {
                measure(encoding);
            }
            double elapsed = (System.nanoTime() - begin) / 1e9;
            Ledger ledger = checker.end();
            double perSecond = ledger.readings() / elapsed;
            System.out.printf(Locale.ROOT, "checked: %s; %.0f readings/s%n", ledger, perSecond);
            List<String> complaints = new ArrayList<>(ledger.complaints());
            if (perSecond < leastReadings) {
                complaints.add("fewer than " + leastReadings + " readings a second");
            }
            if (ledger.pages() < elapsed) {
                complaints.add("less than a page a second was checked");
            }
            return complaints;
        }
    }

    private void measure(Encoding encoding) throws IOException, InterruptedException {
        List<Seen> ours = new ArrayList<>();
        List<Seen> yardstick = new ArrayList<>();
        Map<String, List<Wrk>> others = new LinkedHashMap<>();
        for (int round = -1; round < rounds; round++) {
            boolean warmUp = round < 0;
            boolean oursFirst = round % 2 == 0;
            Seen first = hub(oursFirst ? Hub.METRICS : Hub.YARDSTICK + encoding, encoding);
            Seen second = hub(oursFirst ? Hub.YARDSTICK + encoding : Hub.METRICS, encoding);
            if (!warmUp) {
                ours.add(oursFirst ? first : second);
                yardstick.add(oursFirst ? second : first);
            }
            for (Peer peer : peers) {
                Wrk kept = Wrk.run(peer.url(), seconds, encoding.headers());
                Wrk closed = Wrk.run(peer.url(), seconds, encoding.headers("Connection: close"));
                if (!warmUp) {
                    others.computeIfAbsent(peer.name() + ", keep-alive", name -> new ArrayList<>())
                            .add(kept);
                    others.computeIfAbsent(peer.name() + ", close", name -> new ArrayList<>())
                            .add(closed);
                }
            }
        }
        print(encoding, ours, yardstick, others);
    }

    private Seen hub(String path, Encoding encoding) throws IOException, InterruptedException {
        long before = hub.allocated();
        Wrk wrk = Wrk.run(hub.url(path), seconds, encoding.headers());
        if (wrk.broken()) {
            throw new IOException("connections to " + hub.url(path) + " broke");
        }
        return new Seen(wrk, (double) (hub.allocated() - before) / wrk.requests());
    }

    private static void print(Encoding encoding, List<Seen> ours, List<Seen> yardstick, Map<String, List<Wrk>> others) {
        List<Wrk> metrics = ours.stream().map(Seen::wrk).toList();
        line(encoding + " /metrics", metrics, metrics);
        line(encoding + " yardstick", yardstick.stream().map(Seen::wrk).toList(), metrics);
        others.forEach((name, seen) -> line(encoding + " " + name, seen, metrics));
        double[] more = new double[ours.size()];
        for (int i = 0; i < more.length; i++) {
            more[i] = ours.get(i).allocatedPerRequest() - yardstick.get(i).allocatedPerRequest();
        }
        System.out.printf(
                Locale.ROOT,
                "%-32s %.0f bytes a request, the yardstick %.0f; median of the differences %.0f%n",
                encoding + " allocation",
                median(ours, Seen::allocatedPerRequest),
                median(yardstick, Seen::allocatedPerRequest),
                median(more));
    }

    /** Medians, and the medians of ratios round by round: of rates, how many times theirs ours is. */
    private static void line(String name, List<Wrk> theirs, List<Wrk> ours) {
        double[] rates = new double[ours.size()];
        double[] delays = new double[ours.size()];
        for (int i = 0; i < rates.length; i++) {
            rates[i] = ours.get(i).perSecond() / theirs.get(i).perSecond();
            delays[i] = ours.get(i).p99Millis() / theirs.get(i).p99Millis();
        }
        System.out.printf(
                Locale.ROOT,
                "%-32s %9.0f/s   p99 %8.2f ms%s%n",
                name,
                median(theirs, Wrk::perSecond),
                median(theirs, Wrk::p99Millis),
                theirs == ours
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                "   /metrics: %.2f times as many, p99 %.2f times",
                                median(rates),
                                median(delays)));
    }

    private static <T> double median(List<T> all, ToDoubleFunction<T> number) {
        return median(all.stream().mapToDouble(number).toArray());
    }

    private static double median(double... all) {
        double[] sorted = all.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
