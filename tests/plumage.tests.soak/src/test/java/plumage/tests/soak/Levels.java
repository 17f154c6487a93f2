package plumage.tests.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a process has: live heap, threads, descriptors, class loaders.
 *
 * @param heap bytes of all live objects, after a collection
 * @param threads how many of each name, numbers in it left out
 * @param descriptors how many of each file; sockets, pipes and the like by their sort
 * @param loaders how many class loaders of each class
 * @param objects bytes of all live objects of each class
 */
record Levels(
        long heap,
        Map<String, Integer> threads,
        Map<String, Integer> descriptors,
        Map<String, Integer> loaders,
        Map<String, Long> objects) {
    /** Before Java 18 the virtual machine keeps the record and the component that it linked last (JDK-8078641), and so two bundles at most. */
    private static final int MOST_KEPT = Runtime.version().feature() < 18 ? 2 : 0;

    private static final String SOCKET = "socket";
    private static final String BUNDLE = "org.apache.felix.framework.BundleWiringImpl$BundleClassLoader";
    /** Bundles' jars, of which the framework keeps as many open as {@code felix.cache.filelimit} says, whichever. */
    private static final String JAR = "jar of a bundle";

    private static final int MOST_JARS = 4;
    private static final int MOST_CLASSES = 12;
    private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    private static final Pattern THREAD = Pattern.compile("^\"(.*)\"( #[0-9]+)?( daemon)? .*");
    private static final Pattern LOADER = Pattern.compile("^0x\\S+ +0x\\S+ +0x\\S+ +[0-9]+ +[0-9]+ +[0-9]+ +(\\S+)$");
    private static final Pattern OBJECTS = Pattern.compile("^ *[0-9]+: +[0-9]+ +([0-9]+) +(\\S+).*");
    private static final Pattern TOTAL = Pattern.compile("^Total +[0-9]+ +([0-9]+)$");

    /** Of a process, now. */
    static Levels of(long pid) throws IOException, InterruptedException {
        Map<String, Long> objects = new TreeMap<>();
        long heap = -1;
        for (String line : jcmd(pid, "GC.class_histogram")) {
            Matcher of = OBJECTS.matcher(line);
            Matcher total = TOTAL.matcher(line);
            if (of.matches()) {
                objects.merge(of.group(2), Long.parseLong(of.group(1)), Long::sum);
            } else if (total.matches()) {
                heap = Long.parseLong(total.group(1));
            }
        }
        if (heap < 0) {
            throw new AssertionError("jcmd GC.class_histogram gives no total");
        }
        return new Levels(
                heap,
                matches(THREAD, jcmd(pid, "Thread.print")),
                descriptors(pid),
                matches(LOADER, jcmd(pid, "VM.classloader_stats")),
                objects);
    }

    /** Whether the pools that shrink when there is nothing to do have done so: the workers but for one, the disk's and the framework's resolvers. */
    boolean isAtRest() {
        return threads.getOrDefault("plumage-worker-N", 0) <= 1
                && !threads.containsKey("plumage-state-N")
                && !threads.containsKey("plumage-foreign-collectors")
                && !threads.containsKey("FelixResolver-N");
    }

    /** What is not as it was, beginning with what there is more of; empty when all is. */
    String differences(Levels before, long allowance) {
        List<String> differences = new ArrayList<>();
        compare("threads", own(before.threads), own(threads), differences);
        compare("descriptors", before.descriptors, descriptors, differences);
        compare("class loaders", own(before.loaders), own(loaders), differences);
        if (heap - before.heap > allowance) {
            differences.add("live heap: " + heap + ", not " + before.heap + ": " + growth(before));
        }
        return String.join("; ", differences);
    }

    /**
     * What is not the virtual machine's or Jetty's to decide. Jetty's pool has 8 to 250 threads, and takes a minute to let one of them go. A method that is called by
     * reflection more than fifteen times gets a class loader, which goes with it.
     */
    private static Map<String, Integer> own(Map<String, Integer> counts) {
        Map<String, Integer> own = new TreeMap<>(counts);
        own.keySet().removeAll(Set.of("qtpN-N", "jdk.internal.reflect.DelegatingClassLoader"));
        return own;
    }

    /** The classes whose objects take more than before, those that grew most first. */
    String growth(Levels before) {
        Map<String, Long> more = new TreeMap<>();
        objects.forEach((type, bytes) -> more.put(type, bytes - before.objects.getOrDefault(type, 0L)));
        return more.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(MOST_CLASSES)
                .map(one -> one.getKey() + " +" + one.getValue())
                .collect(Collectors.joining(", "));
    }

    private static void compare(
            String what, Map<String, Integer> before, Map<String, Integer> now, List<String> differences) {
        Set<String> all = new TreeSet<>(before.keySet());
        all.addAll(now.keySet());
        for (String one : all) {
            int was = before.getOrDefault(one, 0);
            int is = now.getOrDefault(one, 0);
            boolean fewer = one.equals(SOCKET) && is < was; // clients close theirs when they like
            int most = one.equals(BUNDLE) ? MOST_KEPT : one.equals(JAR) ? MOST_JARS : 0;
            if (!fewer && Math.abs(was - is) > most) {
                differences.add(what + " " + one + ": " + is + ", not " + was);
            }
        }
    }

    private static int sum(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** In one line. */
    @Override
    public String toString() {
        return String.format(
                "%,d bytes of live heap, %d threads, %d descriptors, %d class loaders",
                heap, sum(threads), sum(descriptors), sum(loaders));
    }

    private static Map<String, Integer> matches(Pattern pattern, List<String> lines) {
        Map<String, Integer> counts = new TreeMap<>();
        for (String line : lines) {
            Matcher matcher = pattern.matcher(line);
            if (matcher.matches()) {
                counts.merge(matcher.group(1).replaceAll("[0-9a-f]*[0-9]+", "N"), 1, Integer::sum);
            }
        }
        if (counts.isEmpty()) {
            throw new AssertionError("nothing like " + pattern + " in " + lines);
        }
        return counts;
    }

    private static List<String> jcmd(long pid, String command) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(JCMD.toString(), Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        List<String> lines = jcmd.inputReader().lines().toList();
        if (jcmd.waitFor() != 0) {
            throw new AssertionError("jcmd " + command + ": " + lines);
        }
        return lines;
    }

    private static Map<String, Integer> descriptors(long pid) throws IOException {
        Map<String, Integer> counts = new TreeMap<>();
        List<Path> links = new ArrayList<>();
        try (Stream<Path> all = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            all.forEach(links::add);
        }
        for (Path link : links) {
            try {
                String target = Files.readSymbolicLink(link)
                        .toString()
                        .replaceFirst("(socket|pipe):.*", "$1")
                        .replaceFirst(".*/(bundles|cache/bundle[0-9]+)/.*\\.jar", JAR);
                counts.merge(target, 1, Integer::sum);
            } catch (NoSuchFileException closed) {
                // a connection that just ended
            }
        }
        return counts;
    }
}
