package plumage.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import plumage.bus.BusException;
import plumage.bus.BusName;
import plumage.bus.BusProvider;
import plumage.bus.Fault;
import plumage.bus.I2cDevice;
import plumage.sensor.Reading;

@Timeout(30)
class LineTest {
    private static final BusName BUS = BusName.parse("i2c-1");

    /** Writes down what happens to it. */
    private final class Provider implements BusProvider {
        private final String name;

        Provider(String name) {
            this.name = name;
        }

        @Override
        public boolean provides(BusName bus) {
            return bus.equals(BUS);
        }

        @Override
        public BusPort open(BusName bus) throws BusException {
            if (absent) {
                throw new BusException(Fault.BUS, "absent");
            }
            events.add(name + " opened");
            return new I2cPort() {
                @Override
                public void transfer(int address, byte[] write, byte[] read) throws BusException {
                    transfers.incrementAndGet();
                    wire.transfer(address, write, read);
                }

                @Override
                public boolean isGone() {
                    return gone;
                }

                @Override
                public void close() {
                    events.add(name + " closed");
                }
            };
        }
    }

    @FunctionalInterface
    private interface Wire {
        void transfer(int address, byte[] write, byte[] read) throws BusException;
    }

    private static final Wire WORKS = (address, write, read) -> {};

    private final List<String> events = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger transfers = new AtomicInteger();
    private final BusLayer buses = new BusLayer();
    private final I2cDevice device = buses.i2c(BUS, 0x40);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile Wire wire = WORKS;
    private boolean absent;
    private boolean gone;

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void aBusThatNobodyProvidesIsAFaultUntilSomebodyDoes() throws BusException {
        assertThatThrownBy(() -> device.write(1))
                .isInstanceOfSatisfying(
                        BusException.class, e -> assertThat(e.fault()).isEqualTo(Fault.BUS))
                .hasMessage("i2c-1: nothing provides this bus at present");

        Provider first = new Provider("first");
        buses.addProvider(first);
        device.write(1);
        buses.removeProvider(first);
        assertThatThrownBy(() -> device.write(1)).hasMessageContaining("nothing provides");
        buses.addProvider(new Provider("second"));
        device.write(1);

        assertThat(events).containsExactly("first opened", "first closed", "second opened");
    }

    @Test
    void onlyRegisterReadsAreRepeatedAndOnlyTwice() {
        buses.addProvider(new Provider("p"));
        wire = (address, write, read) -> {
            throw new BusException(Fault.NACK, "nobody");
        };

        assertThatThrownBy(() -> device.registers().readU8(0)).hasMessage("nobody");
        assertThat(transfers.getAndSet(0)).isEqualTo(3);
        assertThatThrownBy(() -> device.registers().write(0, 1)).hasMessage("nobody");
        assertThat(transfers.getAndSet(0)).isEqualTo(1);
        assertThatThrownBy(() -> device.writeRead(new byte[] {0}, 1)).hasMessage("nobody");
        assertThat(transfers.getAndSet(0)).isEqualTo(1);
        wire = (address, write, read) -> {
            throw new BusException(Fault.TIMEOUT, "slow");
        };
        assertThatThrownBy(() -> device.registers().readU8(0)).hasMessage("slow");
        assertThat(transfers.get()).isEqualTo(1);
    }

    @Test
    void aBusThatFailedIsOpenedAgain() throws BusException {
        buses.addProvider(new Provider("p"));
        device.write(1);
        wire = (address, write, read) -> {
            throw new BusException(Fault.BUS, "adapter gone");
        };
        assertThatThrownBy(() -> device.write(1)).hasMessage("adapter gone");
        wire = (address, write, read) -> {};
        device.write(1);

        assertThat(events).containsExactly("p opened", "p closed", "p opened");
    }

    @Test
    void threeTimeOutsInARowLetAllChipsBeOpenedAgain() throws BusException {
        buses.addProvider(new Provider("p"));
        Line line = buses.line(BUS);
        I2cDevice behindMultiplexer = buses.i2c(BusName.parse("i2c-1/0x70.0"), 0x41);
        fail(Fault.TIMEOUT, device, device);
        device.write(1);
        fail(Fault.TIMEOUT, device, device);
        fail(Fault.NACK, device); // the controller did its part
        fail(Fault.TIMEOUT, device, device);
        assertThat(line.generation()).isZero();
        assertThat(line.troubles().isPresent()).isFalse();

        fail(Fault.TIMEOUT, behindMultiplexer);
        assertThat(line.generation()).isEqualTo(1);
        assertThat(line.troubles().isPresent()).isTrue();
        device.write(1);
        assertThat(line.generation()).isEqualTo(1);
        assertThat(line.troubles().isPresent()).isFalse();
        assertThat(events.subList(events.size() - 2, events.size())).containsExactly("p closed", "p opened");
    }

    @Test
    void anAdapterThatWasGoneLetsAllChipsBeOpenedAgain() throws BusException {
        buses.addProvider(new Provider("p"));
        Line line = buses.line(BUS);
        fail(Fault.BUS, device); // lost, not gone
        assertThat(line.generation()).isZero();

        gone = true;
        wire = (address, write, read) -> {
            throw new BusException(Fault.BUS, "gone");
        };
        transfers.set(0);
        assertThatThrownBy(() -> device.registers().readU8(0)).hasMessage("gone");
        assertThat(transfers)
                .as("another adapter is not to be read like this one")
                .hasValue(1);
        assertThat(line.generation()).isEqualTo(1);

        wire = WORKS;
        gone = false;
        absent = true;
        assertThatThrownBy(() -> device.write(1)).hasMessage("absent");
        assertThat(line.generation()).isEqualTo(2);
        absent = false;
        device.write(1);
        assertThat(line.generation()).isEqualTo(2);
    }

    private void fail(Fault fault, I2cDevice... devices) {
        wire = (address, write, read) -> {
            throw new BusException(fault, fault.label());
        };
        for (I2cDevice failing : devices) {
            assertThatThrownBy(() -> failing.write(1)).hasMessage(fault.label());
        }
        wire = WORKS;
    }

    @Test
    void aTransferThatHangsTurnsOthersAwayAndIsNotClosedUnderneath() throws Exception {
        Provider provider = new Provider("p");
        buses.addProvider(provider);
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        wire = (address, write, read) -> {
            hanging.countDown();
            awaitUninterruptibly(release);
            events.add("returned");
        };
        Future<?> hung = threads.submit(() -> {
            device.write(1);
            return null;
        });
        hanging.await();

        Future<?> first = threads.submit(() -> assertThatThrownBy(() -> device.write(2))
                .isInstanceOfSatisfying(
                        BusException.class, e -> assertThat(e.fault()).isEqualTo(Fault.BUS))
                .hasMessage("i2c-1: another transfer on it does not return"));
        first.get();
        assertThat(buses.line(BUS).isHung()).isTrue();
        buses.removeProvider(provider); // returns at once
        assertThat(events).containsExactly("p opened");

        release.countDown();
        hung.get();
        assertThat(events).containsExactly("p opened", "returned", "p closed");
        assertThat(buses.line(BUS).isHung()).isFalse();
    }

    @Test
    void transfersOfManyThreadsDoNotOverlap() throws Exception {
        buses.addProvider(new Provider("p"));
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger overlaps = new AtomicInteger();
        wire = (address, write, read) -> {
            if (inside.incrementAndGet() != 1) {
                overlaps.incrementAndGet();
            }
            Thread.onSpinWait();
            inside.decrementAndGet();
        };
        List<Future<?>> all = new ArrayList<>();
        for (int thread = 0; thread < 8; thread++) {
            all.add(threads.submit(() -> {
                for (int i = 0; i < 200; i++) {
                    device.write(1);
                }
                return null;
            }));
        }
        for (Future<?> one : all) {
            one.get();
        }

        assertThat(transfers).hasValue(1600);
        assertThat(overlaps).hasValue(0);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whatIsCountedIsANewReading() throws BusException {
        buses.addProvider(new Provider("bus"));
        Line line = buses.line(BUS);
        BusMetrics metrics = new BusMetrics(buses);
        assertThat(metrics.reading()).isSameAs(metrics.reading());

        Reading none = metrics.reading();
        assertThat(count(none, "plumage_bus_transfers_total")).isZero();
        device.write(1);
        Reading transferred = metrics.reading();
        assertThat(count(transferred, "plumage_bus_transfers_total")).isEqualTo(1);
        assertThat(transferred.outline()).isSameAs(none.outline());
        line.skippedTurns(3);
        assertThat(count(metrics.reading(), "plumage_bus_turns_skipped_total")).isEqualTo(3);
        wire = (address, write, read) -> {
            throw new BusException(Fault.NACK, "nobody");
        };
        assertThatThrownBy(() -> device.write(1)).hasMessageContaining("nobody");
        assertThat(count(metrics.reading(), "plumage_bus_errors_total")).isEqualTo(1);
        buses.line(BusName.parse("i2c-2"));
        assertThat(metrics.reading().families(0).toString()).contains("i2c-2");
    }

    private static double count(Reading reading, String name) {
        return reading.families(0).stream()
                .flatMap(family -> family.samples.stream())
                .filter(sample -> sample.name.equals(name))
                .mapToDouble(sample -> sample.value)
                .sum();
    }
}
