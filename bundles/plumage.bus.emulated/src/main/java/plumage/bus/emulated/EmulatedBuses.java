package plumage.bus.emulated;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import plumage.bus.BusException;
import plumage.bus.BusName;
import plumage.bus.BusProvider;
import plumage.bus.Fault;
import plumage.bus.GpioInput.Observation;
import plumage.bus.GpioSetup;
import plumage.bus.SpiMode;

/**
 * Buses named {@code emulated-i2c-<number>}, {@code emulated-spi-<number>.<chip select>}, {@code emulated-serial-<number>} and {@code emulated-gpio-<chip>.<line>}, with chips that are plugged and unplugged while transfers run.
 * A chip plugged into a channel of an {@link EmulatedTca9548a}, {@code emulated-i2c-1/0x70.3}, hears while that is selected. A bus is there from the first {@link #appear} or {@code plug} on, until {@link #vanish}. Needs no framework; in one it is a service. Thread safe.
 *
 * <p>It minds its user's manners too: two transfers at once on one line, a transfer on a closed port and a port closed during its transfer are errors. All
 * methods that take a bus throw {@link IllegalArgumentException} when its name is not that of an emulated bus, or its address not one of 0x08 to 0x77.
 */
@Component(
        service = {EmulatedBuses.class, BusProvider.class},
        immediate = true) // what is plugged shall outlive those who plug
public final class EmulatedBuses implements BusProvider, AutoCloseable {
    /** What a line without anybody driving it reads as. */
    private static final byte FLOATING = (byte) 0xFF;

    private static final byte[] NOTHING = {};

    private final Map<BusName, Adapter> adapters = new ConcurrentHashMap<>();
    private final Map<Place, Slot> slots = new ConcurrentHashMap<>();
    private final Map<BusName, Faults> busFaults = new ConcurrentHashMap<>();
    private final Map<BusName, AtomicLong> transfers = new ConcurrentHashMap<>();
    private final Map<String, AtomicBoolean> busyLines = new ConcurrentHashMap<>();

    /** No bus, no chip. */
    public EmulatedBuses() {}

    /** Plugs a chip in, in place of what was there, and powers it up; makes the bus appear. */
    public void plug(Place place, EmulatedChip chip) {
        chip.powerUp();
        Slot slot = slot(place);
        slot.last = chip;
        slot.channels = chip instanceof EmulatedTca9548a ? channels(place) : List.of();
        slot.plugged = chip;
        appear(place.bus().root());
    }

    /** Plugs a chip into an I2C bus. */
    public void plug(String bus, int address, EmulatedChip chip) {
        plug(Place.i2c(bus, address), chip);
    }

    /** Plugs a chip into an SPI bus, at the chip select that is part of its name, a device into a serial port, or a switch into an input line. */
    public void plug(String bus, EmulatedChip chip) {
        plug(Place.alone(bus), chip);
    }

    /** Takes a chip away; harmless when there is none. Unlike with {@link #vanish}, the bus stays. */
    public void unplug(Place place) {
        slot(place).plugged = null;
    }

    /** Takes the chip at this address away. */
    public void unplug(String bus, int address) {
        unplug(Place.i2c(bus, address));
    }

    /** Takes the chip at this chip select, serial port or input line away. */
    public void unplug(String bus) {
        unplug(Place.alone(bus));
    }

    /** Plugs the chip in again that was plugged here last; returns false when none ever was. */
    public boolean replug(Place place) {
        EmulatedChip chip = slot(place).last;
        if (chip != null) {
            plug(place, chip);
        }
        return chip != null;
    }

    /** Plugs the chip in again that was plugged at this address last. */
    public boolean replug(String bus, int address) {
        return replug(Place.i2c(bus, address));
    }

    /** Plugs the chip in again that was plugged at this chip select, serial port or input line last. */
    public boolean replug(String bus) {
        return replug(Place.alone(bus));
    }

    /**
     * The switch at an input line.
     *
     * @throws IllegalArgumentException when there is none
     */
    public EmulatedSwitch input(String line) {
        if (slot(Place.alone(line)).plugged instanceof EmulatedSwitch input) {
            return input;
        }
        throw new IllegalArgumentException(line + ": no switch is plugged there");
    }

    /** Makes a bus appear, with the chips that are plugged into it; harmless when it is there. */
    public void appear(String bus) {
        appear(emulated(bus));
    }

    /** Makes a bus go, as an adapter that is pulled out: its open ports are dead for ever, its chips stay plugged for when it appears again. */
    public void vanish(String bus) {
        Adapter adapter = adapters.remove(emulated(bus));
        if (adapter != null) {
            adapter.gone = true;
        }
    }

    /** The faults of one place. */
    public Faults faults(Place place) {
        return slot(place).faults;
    }

    /** The faults of one address on an I2C bus. */
    public Faults faults(String bus, int address) {
        return faults(Place.i2c(bus, address));
    }

    /** The faults of a whole bus. */
    public Faults faults(String bus) {
        return faults(emulated(bus));
    }

    /** How many transfers have been tried on a bus. */
    public long transfers(String bus) {
        return count(emulated(bus)).get();
    }

    /** How many ports of a bus are open, those of an adapter that went left out. */
    public int openPorts(String bus) {
        Adapter adapter = adapters.get(emulated(bus));
        return adapter == null ? 0 : adapter.open.get();
    }

    /** A line for every place where a chip is or was plugged or something goes wrong, in order. */
    public List<String> describe() {
        return slots.entrySet().stream()
                .filter(slot ->
                        slot.getValue().last != null || !slot.getValue().faults.none())
                .sorted(Map.Entry.comparingByKey(
                        Comparator.comparing((Place place) -> place.bus().text())
                                .thenComparingInt(Place::address)))
                .map(slot -> describe(slot.getKey(), slot.getValue()))
                .toList();
    }

    /** Every emulated name, present or not; never that of a device file. */
    @Override
    public boolean provides(BusName bus) {
        return bus.emulated();
    }

    @Override
    public BusPort open(BusName bus) throws BusException {
        Adapter adapter = adapters.get(bus);
        if (adapter == null) {
            throw new BusException(Fault.BUS, bus + ": no such bus; plug a chip into it to make it appear");
        }
        Connection connection = new Connection(bus, adapter);
        return switch (bus.kind()) {
            case I2C -> new EmulatedI2cPort(connection);
            case SPI -> new EmulatedSpiPort(connection);
            case SERIAL -> new EmulatedSerialPort(connection);
            case GPIO -> new EmulatedGpioPort(connection);
            default -> throw new BusException(Fault.BUS, bus + ": no such bus is emulated");
        };
    }

    /** Lets go of every transfer that hangs and clears all faults, so that no thread stays behind. */
    @Deactivate
    @Override
    public void close() {
        busFaults.values().forEach(Faults::clear);
        slots.values().forEach(slot -> slot.faults.clear());
    }

    private void appear(BusName bus) {
        adapters.computeIfAbsent(bus, name -> new Adapter());
    }

    private Slot slot(Place place) {
        return slots.computeIfAbsent(place, p -> new Slot());
    }

    private Faults faults(BusName bus) {
        return busFaults.computeIfAbsent(bus, name -> new Faults());
    }

    private AtomicLong count(BusName bus) {
        return transfers.computeIfAbsent(bus, name -> new AtomicLong());
    }

    private String describe(Place place, Slot slot) {
        EmulatedChip chip = slot.plugged;
        List<String> words = new ArrayList<>();
        words.add(place.toString());
        words.add(chip != null ? chip.toString() : slot.last != null ? "(" + slot.last + " unplugged)" : "(empty)");
        if (!slot.faults.none()) {
            words.add(slot.faults.toString());
        }
        BusName bus = place.bus().root();
        if (!faults(bus).none()) {
            words.add("(bus " + faults(bus) + ")");
        }
        if (!adapters.containsKey(bus)) {
            words.add("(bus absent)");
        }
        return String.join(" ", words);
    }

    private static BusName emulated(String bus) {
        BusName name = BusName.parse(bus);
        if (!name.emulated()) {
            throw new IllegalArgumentException(name + ": not an emulated bus; those are behind emulated-");
        }
        return name.root();
    }

    private Place reach(BusName bus, int address) throws BusException {
        List<Place> reached = new ArrayList<>();
        reach(bus, address, reached);
        if (reached.size() > 1) {
            throw new BusException(Fault.BUS, "several chips answer at once: " + reached);
        }
        return reached.isEmpty() ? new Place(bus, address) : reached.get(0);
    }

    /** Adds the places that an address means at present: on the bus itself, and behind the channels that multiplexers have selected. */
    private void reach(BusName bus, int address, List<Place> reached) {
        Place here = new Place(bus, address);
        if (slot(here).plugged != null) {
            reached.add(here);
        }
        for (int at = EmulatedTca9548a.FIRST_ADDRESS; at <= EmulatedTca9548a.LAST_ADDRESS; at++) {
            Slot slot = slots.get(new Place(bus, at));
            if (slot != null && slot.plugged instanceof EmulatedTca9548a multiplexer) {
                for (int channel = 0; channel < slot.channels.size(); channel++) {
                    if (multiplexer.isSelected(channel)) {
                        reach(slot.channels.get(channel), address, reached);
                    }
                }
            }
        }
    }

    private static List<BusName> channels(Place multiplexer) {
        return IntStream.range(0, 8)
                .mapToObj(channel -> BusName.parse(multiplexer + "." + channel))
                .toList();
    }

    /** What is at a place. */
    private static final class Slot {
        final Faults faults = new Faults();
        volatile @Nullable EmulatedChip plugged;
        volatile @Nullable EmulatedChip last;
        /** Of a multiplexer: the buses behind it. */
        volatile List<BusName> channels = List.of();
    }

    /** A bus while it is there; one that comes back is another one. */
    private static final class Adapter {
        final AtomicInteger open = new AtomicInteger();
        volatile boolean gone;
    }

    /** A transfer that reaches the chip, or nobody. */
    private interface Transfer {
        void with(@Nullable EmulatedChip chip) throws BusException;
    }

    /** What the ports have in common. */
    private final class Connection {
        private final BusName bus;
        private final Adapter adapter;
        private final AtomicBoolean closed = new AtomicBoolean();
        private final AtomicBoolean transferring = new AtomicBoolean();

        Connection(BusName bus, Adapter adapter) {
            this.bus = bus;
            this.adapter = adapter;
            adapter.open.incrementAndGet();
        }

        void transfer(Place place, byte[] answer, Transfer transfer) throws BusException {
            AtomicBoolean busy = busyLines.computeIfAbsent(bus.line(), line -> new AtomicBoolean());
            if (!busy.compareAndSet(false, true)) {
                throw new BusException(Fault.BUS, place + ": a second transfer at once on " + bus.line());
            }
            transferring.set(true);
            try {
                count(bus).incrementAndGet();
                Slot slot = slot(place);
                present();
                faults(bus).before();
                slot.faults.before();
                present();
                transfer.with(slot.plugged);
                slot.faults.after(answer);
                faults(bus).after(answer);
            } catch (BusException e) {
                throw new BusException(e.fault(), place + ": " + e.getMessage(), e);
            } finally {
                transferring.set(false);
                busy.set(false);
            }
        }

        Place reach(int address) throws BusException {
            return EmulatedBuses.this.reach(bus, address);
        }

        void close() {
            if (closed.compareAndSet(false, true)) {
                adapter.open.decrementAndGet();
                if (transferring.get()) {
                    throw new IllegalStateException(bus + ": closed during a transfer");
                }
            }
        }

        boolean isGone() {
            return adapter.gone;
        }

        private void present() throws BusException {
            if (closed.get()) {
                throw new BusException(Fault.BUS, "a transfer on a closed port");
            }
            if (adapter.gone) {
                throw new BusException(Fault.BUS, "the adapter is gone");
            }
        }
    }

    private record EmulatedI2cPort(Connection connection) implements I2cPort {
        @Override
        public void transfer(int address, byte[] write, byte[] read) throws BusException {
            connection.transfer(connection.reach(address), read, chip -> {
                if (chip == null) {
                    throw new BusException(Fault.NACK, "not acknowledged, no chip there");
                }
                chip.i2c(write.clone(), read);
            });
        }

        @Override
        public boolean isGone() {
            return connection.isGone();
        }

        @Override
        public void close() {
            connection.close();
        }
    }

    private record EmulatedSpiPort(Connection connection) implements SpiPort {
        /** SPI cannot tell that a chip is missing: its line floats. */
        @Override
        public void transfer(SpiMode mode, int maxHertz, byte[] bytes) throws BusException {
            connection.transfer(Place.alone(connection.bus.text()), bytes, chip -> {
                if (chip == null) {
                    Arrays.fill(bytes, FLOATING);
                } else {
                    chip.spi(mode, maxHertz, bytes);
                }
            });
        }

        @Override
        public boolean isGone() {
            return connection.isGone();
        }

        @Override
        public void close() {
            connection.close();
        }
    }

    private record EmulatedSerialPort(Connection connection) implements SerialPort {
        @Override
        public void write(int baud, byte[] bytes) throws BusException {
            transfer(NOTHING, chip -> {
                if (chip != null) {
                    chip.serial(baud).write(integers(bytes));
                }
            });
        }

        /** A line that nobody drives is silent, which is told at once. */
        @Override
        public void read(int baud, byte[] bytes, Duration within) throws BusException {
            transfer(bytes, chip -> {
                if (chip == null) {
                    throw new BusException(Fault.TIMEOUT, "silent, nobody there");
                }
                byte[] said = chip.serial(baud).read(bytes.length, within);
                System.arraycopy(said, 0, bytes, 0, said.length);
            });
        }

        @Override
        public void discard(int baud) throws BusException {
            transfer(NOTHING, chip -> {
                if (chip != null) {
                    chip.serial(baud).discard();
                }
            });
        }

        private void transfer(byte[] answer, Transfer transfer) throws BusException {
            connection.transfer(Place.alone(connection.bus.text()), answer, transfer);
        }

        private static int[] integers(byte[] bytes) {
            int[] integers = new int[bytes.length];
            for (int i = 0; i < bytes.length; i++) {
                integers[i] = bytes[i];
            }
            return integers;
        }

        @Override
        public boolean isGone() {
            return connection.isGone();
        }

        @Override
        public void close() {
            connection.close();
        }
    }

    /** A line that its switch drives; without one it is open. */
    private static final class EmulatedGpioPort implements GpioPort {
        private static final EmulatedSwitch OPEN = new EmulatedSwitch();

        private final Connection connection;
        private @Nullable EmulatedSwitch seen;
        private @Nullable GpioSetup requested;
        private long told;

        EmulatedGpioPort(Connection connection) {
            this.connection = connection;
        }

        @Override
        public Observation read(GpioSetup setup) throws BusException {
            AtomicReference<Observation> observation = new AtomicReference<>();
            connection.transfer(
                    Place.alone(connection.bus.text()),
                    NOTHING,
                    chip -> observation.set(observe(chip instanceof EmulatedSwitch input ? input : OPEN, setup)));
            return Objects.requireNonNull(observation.get());
        }

        private Observation observe(EmulatedSwitch input, GpioSetup setup) {
            long edges = input.edges(setup);
            boolean first = input != seen || !setup.equals(requested);
            Observation observation = new Observation(input.isActive(setup), first ? 0 : edges - told);
            seen = input;
            requested = setup;
            told = edges;
            return observation;
        }

        @Override
        public void close() {
            connection.close();
        }
    }
}
