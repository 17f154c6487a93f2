package plumage.bus.pi4j;

import java.util.List;
import org.jspecify.annotations.Nullable;
import plumage.bus.BusException;
import plumage.bus.BusProvider.GpioPort;
import plumage.bus.GpioInput.Observation;
import plumage.bus.GpioSetup;

/** A line of an open {@code /dev/gpiochipN}, requested when somebody looks at it. */
final class GpioFile implements GpioPort {
    private static final String CONSUMER = "plumage";

    private final GpioChip chip;
    private final String name;
    private final int offset;
    private @Nullable GpioLine line;
    private @Nullable GpioSetup setup;
    /** The number of the last edge that was told. */
    private int told;

    /**
     * A line of a chip, which is closed with it.
     *
     * @param name for messages
     */
    GpioFile(GpioChip chip, String name, int offset) {
        this.chip = chip;
        this.name = name;
        this.offset = offset;
    }

    @Override
    public Observation read(GpioSetup wanted) throws BusException {
        if (line == null || !wanted.equals(setup)) {
            return new Observation(request(wanted).isActive(), 0);
        }
        long edges = edges(line);
        return new Observation(line.isActive(), edges);
    }

    private GpioLine request(GpioSetup wanted) throws BusException {
        release();
        GpioLine requested = chip.request(name, offset, CONSUMER, wanted);
        line = requested;
        setup = wanted;
        told = 0;
        return requested;
    }

    /** Those that gave way in the queue were numbered too. */
    private long edges(GpioLine requested) throws BusException {
        List<GpioLine.Event> events = requested.events();
        int last = events.isEmpty() ? told : events.get(events.size() - 1).number();
        long edges = Integer.toUnsignedLong(last - told);
        told = last;
        return edges;
    }

    private void release() {
        if (line != null) {
            line.close();
            line = null;
        }
    }

    @Override
    public void close() {
        release();
        chip.close();
    }
}
