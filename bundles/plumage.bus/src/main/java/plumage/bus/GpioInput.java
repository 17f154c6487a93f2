package plumage.bus;

/** An input line whose edges the kernel counts, so that none is missed between two reads. */
@FunctionalInterface
public interface GpioInput {
    /**
     * What the line did.
     *
     * @param active its level now, debounced
     * @param edges how many there have been since the read before; 0 at the first and at the first after the line was lost
     */
    record Observation(boolean active, long edges) {}

    /**
     * Looks at the line; does not wait for an edge.
     *
     * @throws BusException {@link Fault#BUS} when it is absent, not permitted or used by somebody else, who is named
     */
    Observation read() throws BusException;
}
