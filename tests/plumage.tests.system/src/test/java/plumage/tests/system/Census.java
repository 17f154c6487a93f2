package plumage.tests.system;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.openmbean.CompositeData;

/**
 * What a Karaf consists of at a time.
 *
 * @param bundles name, version and state of each
 * @param services the types of each, and the component it is of
 * @param threads the name of each, without numbers, which count what came before
 * @param roots features that somebody asked for
 * @param features features that are installed
 * @param ports where it listens
 */
record Census(
        List<String> bundles,
        List<String> services,
        List<String> threads,
        List<String> roots,
        List<String> features,
        Set<Integer> ports) {

    /** Of the management that is asked here, of Event Admin, which has as many as it has events, and of Equinox, which closes files of bundles later. */
    private static final Pattern PASSING = Pattern.compile("RMI |JMX |EventAdminThread |Bundle File Closer");

    static Census of(Karaf karaf) throws Exception {
        List<String> bundles = karaf.table("bundle", "Bundles").stream()
                .map(bundle -> bundle.get("Symbolic Name") + " " + bundle.get("Version") + " " + bundle.get("State"))
                .sorted()
                .toList();
        List<String> services = karaf.table("service", "Services").stream()
                .map(Census::service)
                .sorted()
                .toList();
        return new Census(
                bundles,
                services,
                threads(karaf),
                features(karaf, "Required"),
                features(karaf, "Installed"),
                ports(karaf.pid()));
    }

    /** What is here and not there, each as often. */
    static <T> List<T> more(List<T> here, List<T> there) {
        List<T> more = new ArrayList<>(here);
        there.forEach(more::remove);
        return more;
    }

    /** Bytes of the heap that live after a collection. */
    static long liveHeap(Karaf karaf) throws Exception {
        return karaf.ask(connection -> {
            MemoryMXBean memory = ManagementFactory.newPlatformMXBeanProxy(
                    connection, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
            memory.gc();
            memory.gc();
            return memory.getHeapMemoryUsage().getUsed();
        });
    }

    /** Bytes of physical memory, as the kernel tells it; none where it does not. */
    static long residentMemory(Karaf karaf) throws IOException {
        Path status = Path.of("/proc/" + karaf.pid() + "/status");
        if (!Files.exists(status)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(status)) {
            return 1024
                    * lines.filter(line -> line.startsWith("VmRSS:"))
                            .map(line -> line.replaceAll("\\D", ""))
                            .mapToLong(Long::parseLong)
                            .findFirst()
                            .orElse(0);
        }
    }

    private static String service(CompositeData service) {
        String component = Arrays.stream((String[]) service.get("Properties"))
                .filter(property -> property.startsWith("component.name"))
                .findFirst()
                .orElse("");
        return String.join(",", (String[]) service.get("Interfaces")) + " " + component;
    }

    private static List<String> threads(Karaf karaf) throws Exception {
        return karaf.ask(connection -> {
            ThreadMXBean threads = ManagementFactory.newPlatformMXBeanProxy(
                    connection, ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
            return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                    .filter(Objects::nonNull)
                    .map(ThreadInfo::getThreadName)
                    .filter(name -> !PASSING.matcher(name).lookingAt())
                    .map(name -> name.replaceAll("[0-9a-f]{6,}|[0-9]+", "#"))
                    .sorted()
                    .toList();
        });
    }

    private static List<String> features(Karaf karaf, String which) throws Exception {
        return karaf.table("feature", "Features").stream()
                .filter(feature -> feature.get(which).equals(true))
                .map(feature -> feature.get("Name") + " " + feature.get("Version"))
                .sorted()
                .toList();
    }

    /** Ports of TCP, of all interfaces, on which a process listens; none where the kernel does not tell. */
    private static SortedSet<Integer> ports(long pid) throws IOException {
        SortedSet<Integer> ports = new TreeSet<>();
        Path process = Path.of("/proc/" + pid);
        if (!Files.isDirectory(process)) {
            return ports;
        }
        Set<String> sockets = new HashSet<>();
        try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
            for (Path descriptor : descriptors.toList()) {
                try {
                    sockets.add(Files.readSymbolicLink(descriptor).toString());
                } catch (NoSuchFileException closed) {
                    // meanwhile
                }
            }
        }
        for (String table : List.of("net/tcp", "net/tcp6")) {
            for (String line : Files.readAllLines(process.resolve(table))) {
                String[] fields = line.strip().split(" +", -1);
                if (fields[3].equals("0A") && sockets.contains("socket:[" + fields[9] + "]")) {
                    ports.add(Integer.parseInt(fields[1].substring(fields[1].indexOf(':') + 1), 16));
                }
            }
        }
        return ports;
    }
}
