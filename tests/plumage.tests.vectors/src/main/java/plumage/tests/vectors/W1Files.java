package plumage.tests.vectors;

import java.util.List;
import java.util.Map;
import plumage.bus.BusException;
import plumage.bus.Fault;
import plumage.bus.Sysfs;

/** The files of the kernel's driver for 1-wire thermometers, with one device. */
record W1Files(String device, String slave) implements Sysfs {
    private static final String DEVICES = "bus/w1/devices";
    private static final Map<String, String> FAMILIES = Map.of("ds18b20", "28", "ds18s20", "10");

    W1Files {
        device = FAMILIES.getOrDefault(device, "00") + "-0316b2464bff";
    }

    /** What the kernel's driver writes of a scratchpad with a good checksum. */
    static W1Files of(String chip, byte[] scratchpad) {
        StringBuilder bytes = new StringBuilder();
        for (byte b : scratchpad) {
            bytes.append(String.format("%02x ", b));
        }
        return new W1Files(
                chip, String.format("%s: crc=%02x YES%n%st=0%n", bytes, scratchpad[scratchpad.length - 1], bytes));
    }

    @Override
    public List<String> list(String directory) {
        return directory.equals(DEVICES) ? List.of(device, "w1_bus_master1") : List.of("w1_slave");
    }

    @Override
    public String read(String file) throws BusException {
        if (!file.equals(DEVICES + "/" + device + "/w1_slave")) {
            throw new BusException(Fault.BUS, file + " is not there");
        }
        return slave.strip();
    }

    @Override
    public String locate(String path) {
        return "devices/w1_bus_master1/" + device;
    }
}
