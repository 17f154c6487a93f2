package plumage.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import plumage.bus.BusException;
import plumage.bus.BusName;
import plumage.bus.BusProvider;
import plumage.bus.Fault;
import plumage.bus.I2cDevice;
import plumage.bus.emulated.EmulatedBuses;
import plumage.bus.emulated.EmulatedChip;
import plumage.sensor.Instrument;
import plumage.sensor.Quantity;
import plumage.sensor.Reading;
import plumage.sensor.SensorDriver;
import plumage.sensor.Trouble;

class SamplerTest {
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final ManualSchedule schedule = new ManualSchedule();
    private final BusLayer buses = new BusLayer();
    private final Tallies tallies = new Tallies(Path.of("nowhere"), schedule, task -> {});
    private final SensorFamilies families = new SensorFamilies("sensor");
    private final List<String> done = new ArrayList<>();
    private Instrument chip = measurement -> measurement.set(Quantity.TEMPERATURE, 21.5);

    private final SensorDriver driver = SensorDriver.of("lm75")
            .i2c(0x48)
            .measures(Quantity.TEMPERATURE, Quantity.RELATIVE_HUMIDITY)
            .mayLack(Quantity.RELATIVE_HUMIDITY, Fault.NOT_READY)
            .opens(wiring -> {
                done.add("open");
                wiring.identified("tmp102");
                return measurement -> {
                    done.add("measure");
                    chip.measureInto(measurement);
                };
            });

    private Sampler sampler(Map<String, ?> configuration) {
        return sampler(driver, configuration);
    }

    private Sampler sampler(Map<String, ?> configuration, Instrument instrument) {
        return sampler(
                SensorDriver.of("lm75")
                        .sysfs(BusName.Kind.HWMON)
                        .measures(Quantity.TEMPERATURE)
                        .opens(wiring -> instrument),
                configuration);
    }

    private Sampler sampler(SensorDriver driver, Map<String, ?> configuration) {
        try {
            SensorSettings settings = SensorSettings.parse(driver, configuration, new Identity("plumage.lm75~a", "a"));
            Sampler sampler = new Sampler(families, driver, settings, schedule, buses, tallies.of("plumage.lm75~a"));
            sampler.start();
            return sampler;
        } catch (ConfigurationException refused) {
            throw new AssertionError(refused);
        }
    }

    @Test
    void tellsWhatItKnowsBeforeTheFirstAttempt() {
        Sampler sampler = sampler(Map.of("labels", "room=office"));

        assertThat(sampler.reading().isTried()).isFalse();
        assertThat(samples(sampler))
                .contains(
                        "sensor_info{sensor=lm75-a,room=office,chip=lm75,bus=i2c-1,address=0x48} 1.0",
                        "sensor_up{sensor=lm75-a,room=office} 0.0")
                .doesNotHaveDuplicates();
        assertThat(samples(sampler))
                .filteredOn(s -> s.startsWith("sensor_read_errors_total"))
                .hasSize(8)
                .allMatch(s -> s.endsWith(" 0.0"));
        assertThat(samples(sampler))
                .contains(
                        "sensor_quantity_errors_total{sensor=lm75-a,room=office,quantity=relative_humidity_ratio,reason=not_ready} 0.0");
        assertThat(samples(sampler)).noneMatch(s -> s.contains("temperature") || s.contains("last_success"));
    }

    @Test
    void theIdentityOnOneWireIsAnAddress() {
        SensorDriver ds18b20 = SensorDriver.of("ds18b20").sysfs(BusName.Kind.W1).measures(Quantity.TEMPERATURE);

        assertThat(samples(sampler(ds18b20, Map.of("bus", "w1/28-0316b2464bff"))))
                .contains(
                        "sensor_info{sensor=ds18b20-a,chip=ds18b20,bus=w1/28-0316b2464bff,address=28-0316b2464bff} 1.0");
        assertThat(samples(sampler(ds18b20, Map.of())))
                .contains("sensor_info{sensor=ds18b20-a,chip=ds18b20,bus=w1,address=} 1.0");
    }

    @Test
    void readsAtOnceAndThenEveryInterval() {
        Sampler sampler = sampler(Map.of());

        schedule.pass(Duration.ZERO);
        assertThat(done).containsExactly("open", "measure");
        assertThat(sampler.reading().isTried()).isTrue();
        assertThat(samples(sampler))
                .contains(
                        "sensor_info{sensor=lm75-a,chip=tmp102,bus=i2c-1,address=0x48} 1.0",
                        "sensor_up{sensor=lm75-a} 1.0",
                        "sensor_reads_total{sensor=lm75-a} 1.0",
                        "sensor_last_success_timestamp_seconds{sensor=lm75-a} 1.7E9",
                        "sensor_temperature_celsius{sensor=lm75-a} 21.5");

        schedule.pass(INTERVAL.multipliedBy(3));
        assertThat(done).containsExactly("open", "measure", "measure", "measure", "measure");
    }

    @Test
    void valuesExpireByTheReadersClock() {
        Sampler sampler = sampler(Map.of("interval", "10s"));
        schedule.pass(Duration.ZERO);
        long read = schedule.nanoTime();

        assertThat(sampler.reading().expiresAt())
                .isEqualTo(read + Duration.ofSeconds(30).toNanos());
        assertThat(sampler.reading().isFresh(read + Duration.ofSeconds(30).toNanos() - 1))
                .isTrue();
        assertThat(sampler.reading().isFresh(read + Duration.ofSeconds(30).toNanos()))
                .isFalse();

        Sampler slow = sampler(Map.of("interval", "5m"));
        schedule.pass(Duration.ZERO);
        assertThat(slow.reading().expiresAt())
                .isEqualTo(read + Duration.ofMinutes(6).toNanos());
    }

    @Test
    void keepsValuesWhenAnAttemptFailsAndOpensTheChipAgain() {
        Sampler sampler = sampler(Map.of());
        schedule.pass(Duration.ZERO);
        long expiry = sampler.reading().expiresAt();

        chip = measurement -> {
            throw new BusException(Fault.NACK, "unplugged");
        };
        schedule.pass(INTERVAL);

        assertThat(samples(sampler))
                .contains(
                        "sensor_up{sensor=lm75-a} 0.0",
                        "sensor_reads_total{sensor=lm75-a} 2.0",
                        "sensor_read_errors_total{sensor=lm75-a,reason=nack} 1.0",
                        "sensor_temperature_celsius{sensor=lm75-a} 21.5");
        assertThat(sampler.reading().expiresAt()).isEqualTo(expiry);

        chip = measurement -> measurement.set(Quantity.TEMPERATURE, 22);
        schedule.pass(INTERVAL);
        assertThat(done).containsExactly("open", "measure", "measure", "open", "measure");
        assertThat(samples(sampler))
                .contains("sensor_up{sensor=lm75-a} 1.0", "sensor_temperature_celsius{sensor=lm75-a} 22.0");
    }

    @Test
    void saysWhyTheLastAttemptFailedUntilOneSucceeds() {
        Sampler sampler = sampler(Map.of());
        schedule.pass(Duration.ZERO);
        assertThat(sampler.reading().troubles()).isEmpty();

        chip = measurement -> {
            throw new BusException(Fault.NACK, "unplugged");
        };
        schedule.pass(INTERVAL);
        assertThat(sampler.reading().troubles()).containsExactly(new Trouble("lm75-a", "nack", "unplugged"));

        chip = measurement -> {
            throw new IllegalStateException("of the driver");
        };
        schedule.pass(INTERVAL.multipliedBy(2));
        assertThat(sampler.reading().troubles())
                .containsExactly(new Trouble(
                        "lm75-a", "fault", "defect in the driver: java.lang.IllegalStateException: of the driver"));

        chip = measurement -> measurement.set(Quantity.TEMPERATURE, 22);
        schedule.pass(INTERVAL.multipliedBy(4));
        assertThat(sampler.reading().troubles()).isEmpty();
    }

    @Test
    void opensAChipAgainThatSawNothingOfItsBusesTrouble() {
        AtomicBoolean stuck = new AtomicBoolean();
        buses.addProvider(new BusProvider() {
            @Override
            public boolean provides(BusName bus) {
                return true;
            }

            @Override
            public I2cPort open(BusName bus) {
                return new I2cPort() {
                    @Override
                    public void transfer(int address, byte[] write, byte[] read) throws BusException {
                        if (stuck.get()) {
                            throw new BusException(Fault.TIMEOUT, "stuck");
                        }
                    }

                    @Override
                    public void close() {}
                };
            }
        });
        Sampler unconcerned = sampler(Map.of("interval", "1m"));
        schedule.pass(Duration.ZERO);
        I2cDevice neighbour = buses.i2c(BusName.parse("i2c-1"), 0x49);
        stuck.set(true);
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> neighbour.write(0)).hasMessage("stuck");
        }
        stuck.set(false);

        schedule.pass(Duration.ofMinutes(2));
        assertThat(done).containsExactly("open", "measure", "open", "measure", "measure");
        assertThat(samples(unconcerned))
                .contains("sensor_read_errors_total{sensor=lm75-a,reason=timeout} 0.0", "sensor_up{sensor=lm75-a} 1.0");
    }

    @Test
    void backsOffToOneMinute() {
        assertThat(secondsBetweenFailures("10s")).containsExactly(8L, 20L, 40L, 60L, 60L, 60L);
    }

    @Test
    void isTriedAgainSoonWhenItsIntervalIsLong() {
        assertThat(secondsBetweenFailures("1h")).containsExactly(8L, 20L, 40L, 60L, 60L, 60L);
    }

    private List<Long> secondsBetweenFailures(String interval) {
        chip = measurement -> {
            throw new BusException(Fault.NACK, "absent");
        };
        sampler(Map.of("interval", interval));
        schedule.pass(Duration.ZERO);

        List<Long> waits = new ArrayList<>();
        for (int failure = 0; failure < 6; failure++) {
            int attempts = done.size();
            long seconds = 0;
            while (done.size() == attempts) {
                schedule.pass(Duration.ofSeconds(1));
                seconds++;
            }
            waits.add(seconds);
        }
        return waits;
    }

    @Test
    void countsAMissingQuantityOfAGoodReading() {
        chip = measurement -> {
            measurement.set(Quantity.TEMPERATURE, 20);
            measurement.missing(Quantity.RELATIVE_HUMIDITY, Fault.NOT_READY);
        };
        Sampler sampler = sampler(Map.of());
        schedule.pass(Duration.ZERO);

        assertThat(samples(sampler))
                .contains(
                        "sensor_up{sensor=lm75-a} 1.0",
                        "sensor_quantity_errors_total{sensor=lm75-a,quantity=relative_humidity_ratio,reason=not_ready} 1.0")
                .noneMatch(s -> s.startsWith("sensor_relative_humidity"));
    }

    @Test
    void aReadingWithoutAnyValueIsAFailure() {
        chip = measurement -> measurement.set(Quantity.TEMPERATURE, Double.NaN);
        Sampler sampler = sampler(Map.of());
        schedule.pass(Duration.ZERO);

        assertThat(samples(sampler))
                .contains("sensor_up{sensor=lm75-a} 0.0", "sensor_read_errors_total{sensor=lm75-a,reason=range} 1.0");
    }

    @Test
    void aDefectOfTheDriverIsAFault() {
        chip = measurement -> {
            throw new IllegalStateException("defect");
        };
        Sampler sampler = sampler(Map.of());
        schedule.pass(Duration.ZERO);

        assertThat(samples(sampler)).contains("sensor_read_errors_total{sensor=lm75-a,reason=fault} 1.0");
    }

    @Test
    void aDriverWhoseBundleGoesDuringAnAttemptLeavesTheChipToTheNext() {
        AtomicReference<Sampler> first = new AtomicReference<>();
        chip = measurement -> {
            first.get().close();
            throw new NoClassDefFoundError("of a bundle that is gone");
        };
        first.set(sampler(Map.of()));
        schedule.pass(Duration.ZERO);
        chip = measurement -> measurement.set(Quantity.TEMPERATURE, 21.5);
        Sampler second = sampler(Map.of());
        schedule.pass(Duration.ZERO);

        assertThat(samples(second)).contains("sensor_temperature_celsius{sensor=lm75-a} 21.5");
    }

    @Test
    void anAttemptThatDoesNotReturnIsDownAndItsTurnsAreSkipped() {
        Sampler sampler = sampler(Map.of());
        schedule.pass(Duration.ZERO);
        chip = measurement -> {
            schedule.pass(Duration.ofSeconds(25)); // meanwhile, inside the transfer
            assertThat(samples(sampler))
                    .contains(
                            "sensor_up{sensor=lm75-a} 0.0",
                            "sensor_read_errors_total{sensor=lm75-a,reason=timeout} 1.0");
            measurement.set(Quantity.TEMPERATURE, 99);
            chip = later -> later.set(Quantity.TEMPERATURE, 23);
        };

        schedule.pass(INTERVAL);
        assertThat(samples(sampler)).noneMatch(s -> s.endsWith(" 99.0"));
        assertThat(new BusMetricsText(buses).line("plumage_bus_turns_skipped_total{bus=i2c-1}"))
                .isEqualTo(2.0);

        schedule.pass(Duration.ZERO);
        assertThat(samples(sampler))
                .contains(
                        "sensor_up{sensor=lm75-a} 1.0",
                        "sensor_reads_total{sensor=lm75-a} 3.0",
                        "sensor_read_errors_total{sensor=lm75-a,reason=timeout} 1.0",
                        "sensor_temperature_celsius{sensor=lm75-a} 23.0");
    }

    @Test
    void anAttemptIsOverdueAfterWhatItsDriverAllows() {
        assertThat(isUpAfter(driver, Duration.ofMillis(1999))).isEqualTo("1.0");
        assertThat(isUpAfter(driver, Duration.ofMillis(2001))).isEqualTo("0.0");
        SensorDriver slow = driver.allowing(Duration.ofSeconds(5));
        assertThat(isUpAfter(slow, Duration.ofMillis(4999))).isEqualTo("1.0");
        assertThat(isUpAfter(slow, Duration.ofMillis(5001))).isEqualTo("0.0");
    }

    /** What {@code sensor_up} says so long into an attempt that is still under way. */
    private String isUpAfter(SensorDriver measuring, Duration into) {
        List<String> seen = new ArrayList<>();
        chip = measurement -> measurement.set(Quantity.TEMPERATURE, 21.5);
        try (Sampler sampler = sampler(measuring, Map.of())) {
            schedule.pass(Duration.ZERO);
            chip = measurement -> {
                schedule.pass(into);
                samples(sampler).stream()
                        .filter(s -> s.startsWith("sensor_up{"))
                        .forEach(seen::add);
            };
            schedule.pass(INTERVAL);
        }
        return seen.get(0).substring(seen.get(0).lastIndexOf(' ') + 1);
    }

    @Test
    void twoSensorsOnOneChipDoNotMixTheirConversations() {
        Sampler first = sampler(Map.of());
        chip = measurement -> {
            done.add("first begins");
            chip = later -> later.set(Quantity.TEMPERATURE, 20);
            Sampler second = sampler(Map.of("name", "second"));
            schedule.pass(Duration.ofMillis(40)); // meanwhile
            first.close();
            schedule.pass(Duration.ofMillis(40));
            assertThat(second.reading().isTried()).isFalse();
            done.add("first ends");
        };
        schedule.pass(Duration.ZERO);
        schedule.pass(Duration.ofMillis(50));

        assertThat(done).containsExactly("open", "measure", "first begins", "first ends", "open", "measure");
    }

    @Test
    void readsNoMoreWhenItIsClosed() {
        Sampler sampler = sampler(Map.of());
        schedule.pass(Duration.ZERO);
        sampler.close();
        sampler.close();

        schedule.pass(INTERVAL.multipliedBy(5));
        assertThat(done).containsExactly("open", "measure");
    }

    @Test
    void theLastToLeaveABusClosesIt() {
        EmulatedBuses emulated = new EmulatedBuses();
        emulated.appear("emulated-i2c-1");
        buses.addProvider(emulated);
        SensorDriver reader = SensorDriver.of("lm75")
                .i2c(0x48)
                .measures(Quantity.TEMPERATURE)
                .opens(wiring -> measurement -> {
                    wiring.i2c().write(0);
                    chip.measureInto(measurement);
                });
        Map<String, String> bus = Map.of("bus", "emulated-i2c-1");
        Sampler first = sampler(reader, bus);
        schedule.pass(Duration.ZERO);
        Sampler second = sampler(reader, Map.of("bus", "emulated-i2c-1", "name", "second"));
        schedule.pass(Duration.ZERO);

        first.close();
        first.close();
        assertThat(emulated.openPorts("emulated-i2c-1")).isEqualTo(1);
        second.close();
        assertThat(emulated.openPorts("emulated-i2c-1")).isZero();

        emulated.plug("emulated-i2c-1", 0x48, new EmulatedChip() {
            @Override
            public void i2c(byte[] write, byte[] read) {}
        });
        Sampler third = sampler(reader, bus);
        chip = measurement -> {
            third.close(); // with another transfer to come
            assertThat(emulated.openPorts("emulated-i2c-1")).isEqualTo(1);
        };
        schedule.pass(Duration.ZERO);
        assertThat(emulated.openPorts("emulated-i2c-1")).isZero();
    }

    @Test
    void everySnapshotIsAnotherWithTheSameOutlineWhileOnlyNumbersChange() {
        Sampler sampler = sampler(Map.of());
        Reading untried = sampler.reading();
        schedule.pass(Duration.ZERO);
        Reading first = sampler.reading();
        assertThat(first.outline()).isNotSameAs(untried.outline());

        chip = measurement -> measurement.set(Quantity.TEMPERATURE, 22);
        schedule.pass(INTERVAL);
        Reading second = sampler.reading();
        assertThat(second).isNotSameAs(first).isSameAs(sampler.reading());
        assertThat(second.outline()).isSameAs(first.outline());

        chip = measurement -> {
            throw new BusException(Fault.NACK, "unplugged");
        };
        schedule.pass(INTERVAL);
        assertThat(sampler.reading().outline()).isSameAs(first.outline());

        chip = measurement -> {
            measurement.set(Quantity.RELATIVE_HUMIDITY, 0.5);
            measurement.set(Quantity.TEMPERATURE, 20);
        };
        schedule.pass(INTERVAL);
        assertThat(sampler.reading().outline()).isNotSameAs(first.outline());
        assertThat(samples(sampler))
                .contains(
                        "sensor_temperature_celsius{sensor=lm75-a} 20.0",
                        "sensor_relative_humidity_ratio{sensor=lm75-a} 0.5");
    }

    @Test
    void sensorsThatStartTogetherAreSpreadOverTheirInterval() {
        List<Long> first = new ArrayList<>();
        List<Long> second = new ArrayList<>();
        List<Long> third = new ArrayList<>();
        long start = schedule.nanoTime();
        for (int i = 1; i <= 1000; i++) {
            List<Long> turns = new ArrayList<>();
            sampler(Map.of("name", "si7021-" + i, "interval", "10s"), measurement -> {
                turns.add(schedule.nanoTime() - start);
                switch (turns.size()) {
                    case 1 -> first.add(turns.get(0));
                    case 2 -> second.add(turns.get(1));
                    default -> third.add(turns.get(2) - turns.get(1));
                }
                measurement.set(Quantity.TEMPERATURE, 20);
            });
        }
        schedule.pass(Duration.ZERO);
        assertThat(first).hasSize(1000).containsOnly(0L);

        schedule.pass(INTERVAL);
        assertThat(second).hasSize(1000).doesNotHaveDuplicates();
        int[] perTenthOfASecond = new int[100];
        second.forEach(turn -> perTenthOfASecond[(int) (turn / 100_000_000)]++);
        assertThat(Arrays.stream(perTenthOfASecond).limit(10)).containsOnly(0);
        assertThat(Arrays.stream(perTenthOfASecond).skip(10).max()).hasValue(15);

        schedule.pass(INTERVAL);
        assertThat(third).hasSize(1000).containsOnly(INTERVAL.toNanos()); // no drift
    }

    @Test
    void sensorsThatFailTogetherDoNotTryAgainTogether() {
        List<Long> second = new ArrayList<>();
        long start = schedule.nanoTime();
        for (int i = 1; i <= 1000; i++) {
            int[] turns = {0};
            sampler(Map.of("name", "si7021-" + i, "interval", "1h"), measurement -> {
                if (++turns[0] == 2) {
                    second.add(schedule.nanoTime() - start);
                }
                throw new BusException(Fault.NACK, "unplugged");
            });
        }
        schedule.pass(Duration.ofSeconds(10));
        assertThat(second).hasSize(1000).doesNotHaveDuplicates();
        assertThat(second.get(0)).isBetween(1_000_000_000L, 1_100_000_000L);
    }

    @Test
    void turnsThatALateTimerMissedAreSkippedAndCountedAndTheBeatIsKept() {
        List<Long> turns = new ArrayList<>();
        long start = schedule.nanoTime();
        chip = measurement -> {
            turns.add(schedule.nanoTime() - start);
            measurement.set(Quantity.TEMPERATURE, 20);
        };
        sampler(Map.of());
        schedule.pass(INTERVAL);
        long beat = turns.get(1);

        schedule.stall(Duration.ofSeconds(35));
        schedule.pass(Duration.ZERO);
        assertThat(turns).hasSize(3);
        assertThat(new BusMetricsText(buses).line("plumage_bus_turns_skipped_total{bus=i2c-1}"))
                .isEqualTo(2);

        schedule.pass(INTERVAL);
        assertThat(turns).hasSize(4);
        assertThat((turns.get(3) - beat) % INTERVAL.toNanos()).isZero();
    }

    private static List<String> samples(Sampler sampler) {
        return sampler.reading().families(0).stream()
                .flatMap(family -> family.samples.stream())
                .map(SamplerTest::text)
                .toList();
    }

    static String text(Sample sample) {
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < sample.labelNames.size(); i++) {
            labels.add(sample.labelNames.get(i) + "=" + sample.labelValues.get(i));
        }
        return sample.name + "{" + String.join(",", labels) + "} " + sample.value;
    }

    private record BusMetricsText(BusLayer buses) {
        double line(String name) {
            for (MetricFamilySamples family : new BusMetrics(buses).reading().families(0)) {
                for (Sample sample : family.samples) {
                    if (text(sample).startsWith(name)) {
                        return sample.value;
                    }
                }
            }
            throw new AssertionError("no " + name);
        }
    }
}
