package plumage.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import plumage.bus.BusException;
import plumage.bus.BusName;
import plumage.bus.BusProvider;
import plumage.bus.Fault;
import plumage.bus.Sysfs;

class KernelDevicesTest {
    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final BusLayer buses = new BusLayer();
    private final Sysfs boiler = buses.sysfs(BusName.parse("w1/28-000000000001"));
    private final Sysfs outdoors = buses.sysfs(BusName.parse("w1/28-000000000002"));

    @AfterEach
    void end() {
        released.countDown();
        threads.shutdownNow();
    }

    @Test
    void areReadByTheBusLayer() throws BusException {
        assertThatThrownBy(() -> boiler.read("hot"))
                .isInstanceOfSatisfying(
                        BusException.class, e -> assertThat(e.fault()).isEqualTo(Fault.BUS))
                .hasMessage("w1/28-000000000001: nothing provides this bus at present");
        buses.addProvider(new Kernel());

        assertThat(boiler.read("hot")).isEqualTo("text of hot");
        assertThat(boiler.list("bus/w1/devices")).containsExactly("28-000000000001");
        assertThat(boiler.locate("class/hwmon/hwmon0")).isEqualTo("devices/virtual/hwmon0");
        assertThat(buses.lines()).extracting(Line::name).contains("w1/28-000000000001");
    }

    @Test
    void doNotWaitForOneThatHangs() throws Exception {
        buses.addProvider(new Kernel());
        Future<String> hung = threads.submit(() -> boiler.read("hang"));
        assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();

        assertThat(outdoors.read("cold")).isEqualTo("text of cold");
        released.countDown();
        assertThat(hung.get(10, TimeUnit.SECONDS)).isEqualTo("text of hang");
    }

    @Test
    void areNoBusesOfChips() {
        assertThatThrownBy(() -> buses.sysfs(BusName.parse("i2c-1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("i2c-1 is not read by the kernel");
        assertThatThrownBy(() -> buses.i2c(BusName.parse("hwmon/lm75"), 0x48))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("hwmon/lm75 is not a bus of kind I2C");
    }

    private final class Kernel implements BusProvider, BusProvider.SysfsPort {
        @Override
        public boolean provides(BusName bus) {
            return bus.kind().isSysfs();
        }

        @Override
        public BusPort open(BusName bus) {
            return this;
        }

        @Override
        public List<String> list(String directory) {
            return List.of("28-000000000001");
        }

        @Override
        public String read(String file) throws BusException {
            if (file.equals("hang")) {
                inside.countDown();
                try {
                    released.await();
                } catch (InterruptedException stopped) {
                    throw new BusException(Fault.BUS, "stopped", stopped);
                }
            }
            return "text of " + file;
        }

        @Override
        public String locate(String path) {
            return "devices/virtual/hwmon0";
        }

        @Override
        public void close() {}
    }
}
