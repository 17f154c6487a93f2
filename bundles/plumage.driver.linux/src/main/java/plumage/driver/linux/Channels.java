package plumage.driver.linux;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import plumage.bus.BusException;
import plumage.bus.Fault;
import plumage.sensor.Instrument;
import plumage.sensor.Measurement;
import plumage.sensor.Quantity;
import plumage.sensor.Setting;

/** What a device of the kernel measures, each by files of its own: one that cannot be read is missing, the others count. */
public final class Channels implements Instrument {
    /** Reads a value in the base unit of its quantity. */
    @FunctionalInterface
    public interface Reader {
        double read() throws BusException;
    }

    private record Channel(Quantity quantity, String label, Reader reader) {}

    private final List<Channel> channels = new ArrayList<>();
    private final Set<String> taken = new HashSet<>();

    /**
     * One more.
     *
     * @param attribute what the kernel calls it, such as {@code temp1}
     * @param label what people call it; where two of a quantity are called the same the attribute is put behind. Empty for a quantity that the device has once
     */
    public void add(Quantity quantity, String attribute, String label, Reader reader) {
        String name = Setting.shortened(label);
        if (!taken.add(quantity.name() + " " + name)) {
            name += " (" + attribute + ")";
        }
        channels.add(new Channel(quantity, name, reader));
    }

    /** Whether there is nothing to measure. */
    public boolean isEmpty() {
        return channels.isEmpty();
    }

    @Override
    public void measureInto(Measurement measurement) throws BusException {
        int good = 0;
        @Nullable BusException bad = null;
        for (Channel channel : channels) {
            try {
                double value = channel.reader().read();
                if (channel.label().isEmpty()) {
                    measurement.set(channel.quantity(), value);
                } else {
                    measurement.set(channel.quantity(), "channel", channel.label(), value);
                }
                good++;
            } catch (BusException missing) {
                measurement.missing(channel.quantity(), missing.fault());
                bad = missing;
            }
        }
        if (good == 0) {
            throw bad == null ? new BusException(Fault.NOT_READY, "nothing to measure") : bad;
        }
    }
}
