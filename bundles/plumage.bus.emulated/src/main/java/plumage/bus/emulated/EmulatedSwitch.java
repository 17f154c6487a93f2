package plumage.bus.emulated;

import plumage.bus.GpioSetup;
import plumage.bus.GpioSetup.Bias;

/**
 * A switch from an input line to ground: a reed contact, a button, the output of a meter. While it is open the line is held by its bias, without one by a resistor to
 * the supply; so with {@link Bias#PULL_DOWN} nothing is ever seen of it. It does not bounce.
 */
public final class EmulatedSwitch implements EmulatedChip {
    private boolean closed;
    private long closings;
    private long openings;

    /** Open. */
    public EmulatedSwitch() {}

    /** Closes it; harmless when it is closed. */
    public synchronized void press() {
        if (!closed) {
            closed = true;
            closings++;
        }
    }

    /** Opens it; harmless when it is open. */
    public synchronized void release() {
        if (closed) {
            closed = false;
            openings++;
        }
    }

    /** Closes and opens it, several times; one that is closed is opened first. */
    public synchronized void pulse(int times) {
        release();
        closings += times;
        openings += times;
    }

    synchronized boolean isActive(GpioSetup setup) {
        boolean low = closed || setup.bias() == Bias.PULL_DOWN;
        return low == setup.activeLow();
    }

    /** How many edges there have been of the kind that is wanted. */
    synchronized long edges(GpioSetup setup) {
        if (setup.bias() == Bias.PULL_DOWN) {
            return 0;
        }
        long activations = setup.activeLow() ? closings : openings;
        return switch (setup.edge()) {
            case RISING -> activations;
            case FALLING -> closings + openings - activations;
            case BOTH -> closings + openings;
        };
    }

    @Override
    public synchronized String toString() {
        return closed ? "switch, closed" : "switch, open";
    }
}
