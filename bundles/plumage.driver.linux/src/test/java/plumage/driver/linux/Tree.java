package plumage.driver.linux;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import plumage.bus.BusException;
import plumage.bus.Fault;
import plumage.bus.Sysfs;

/** Files below {@code /sys}: directories in classes are links to where the hardware is. */
public final class Tree implements Sysfs {
    private final Map<String, String> files = new TreeMap<>();
    private final Map<String, String> places = new TreeMap<>();
    private final Map<String, Fault> faults = new ConcurrentHashMap<>();

    /** A file with its text. */
    public Tree with(String file, String text) {
        files.put(file, text);
        return this;
    }

    /** A file that cannot be read. */
    public Tree failing(String file, Fault fault) {
        faults.put(file, fault);
        return with(file, "");
    }

    /** Where a directory leads. */
    public Tree link(String directory, String place) {
        places.put(directory, place);
        return this;
    }

    @Override
    public List<String> list(String directory) throws BusException {
        String inside = directory + "/";
        List<String> names = files.keySet().stream()
                .filter(file -> file.startsWith(inside))
                .map(file -> file.substring(inside.length()).split("/", 2)[0])
                .distinct()
                .sorted()
                .toList();
        if (names.isEmpty()) {
            throw new BusException(Fault.BUS, directory + " is not there");
        }
        return names;
    }

    @Override
    public String read(String file) throws BusException {
        Fault fault = faults.get(file);
        if (fault != null) {
            throw new BusException(fault, file + " fails");
        }
        String text = files.get(file);
        if (text == null) {
            throw new BusException(Fault.BUS, file + " is not there");
        }
        return text;
    }

    @Override
    public String locate(String path) {
        return places.getOrDefault(path, path);
    }
}
