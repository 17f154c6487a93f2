package plumage.core;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumage.core.ConfigurationException.Problem;
import plumage.sensor.Outline;
import plumage.sensor.Reading;
import plumage.sensor.SensorHost.Sensor;

/** A sensor whose configuration is understood: it is read while it has its name, and waits for it otherwise. */
final class HostedSensor implements Sensor, Claims.Claimant {
    private static final Logger LOG = LoggerFactory.getLogger(HostedSensor.class);

    private final String name;
    private final String pid;
    private final Claims claims;
    private final Supplier<Sampler> samplers;

    private @Nullable Sampler sampler;
    private boolean closed;
    private volatile Supplier<Reading> readings;

    HostedSensor(String name, String pid, Claims claims, Supplier<Sampler> samplers) {
        this.name = name;
        this.pid = pid;
        this.claims = claims;
        this.samplers = samplers;
        Reading nothingYet = Reading.ofSensor(name, false, Outline.EMPTY, new double[0], 0);
        readings = () -> nothingYet;
    }

    @Override
    public String pid() {
        return pid;
    }

    @Override
    public synchronized void nameIsHeldBy(String holder) {
        if (closed) {
            return;
        }
        if (holder.equals(pid)) {
            Sampler started = samplers.get();
            sampler = started;
            readings = started::reading;
            started.start();
        } else {
            Problem taken = new Problem(
                    "name",
                    "name: '" + name + "' is taken by " + holder + "; this one has it as soon as that one goes");
            LOG.error("{}: {}", pid, taken.message());
            stop();
            Reading refused = ConfigurationErrors.of(pid, List.of(taken));
            readings = () -> refused;
        }
    }

    @Override
    public Reading reading() {
        return readings.get();
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            stop();
        }
        claims.release(name, this);
    }

    private void stop() {
        if (sampler != null) {
            sampler.close();
            sampler = null;
        }
    }
}
