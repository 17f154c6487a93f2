package plumage.bus;

import java.time.Duration;

/** Waits between two transfers. The bus is free for others meanwhile. Time is a parameter of a chip so that tests need none. */
@FunctionalInterface
public interface Delay {
    /**
     * Waits at least this long.
     *
     * @throws BusException (kind {@link Fault#BUS}) when the sensor is stopped meanwhile: the caller gives up at once
     */
    void pause(Duration duration) throws BusException;
}
