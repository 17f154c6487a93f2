package plumage.tests.devices;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A GPIO chip as the kernel's gpiolib has it: levels set by a test, and for each line that is requested a queue of edges whose oldest give way. Debouncing is left to the
 * test: what it sets is what is left of bouncing.
 */
final class GpioChipModel {
    static final long USED = 1;
    static final long ACTIVE_LOW = 1 << 1;
    static final long OUTPUT = 1 << 3;
    static final long EDGE_RISING = 1 << 4;
    static final long EDGE_FALLING = 1 << 5;

    private static final int RISING_EDGE = 1;
    private static final int FALLING_EDGE = 2;
    private static final int USUAL_QUEUE = 16;

    /** An edge; its number counts all edges of the line since it was requested. */
    record Event(int id, int number) {}

    /** What was asked for. */
    record Request(long flags, int debounceMicros, int queue, String consumer) {}

    /** One line. */
    static final class Line {
        final int offset;
        private final String name;
        private boolean high;
        private boolean output;
        private String consumer = "";
        private boolean used;
        private Request request;
        private final Deque<Event> events = new ArrayDeque<>();
        private int number;
        private Runnable bell = () -> {};

        Line(int offset, String name) {
            this.offset = offset;
            this.name = name;
        }

        String name() {
            return name;
        }

        synchronized String consumer() {
            return consumer;
        }

        synchronized long flags() {
            return (used ? USED : 0) | (output ? OUTPUT : 0);
        }

        /** Gives it to somebody; false when somebody has it. */
        synchronized boolean request(Request wanted) {
            if (used) {
                return false;
            }
            used = true;
            output = false;
            consumer = wanted.consumer();
            request = wanted;
            events.clear();
            number = 0;
            return true;
        }

        /** Who has it does so no longer. */
        synchronized void release() {
            used = false;
            consumer = "";
            request = null;
            bell = () -> {};
        }

        /** What is called when an event comes, or is there already. */
        synchronized void bell(Runnable rung) {
            bell = rung;
            if (!events.isEmpty()) {
                bell.run();
            }
        }

        synchronized boolean isActive() {
            return high != ((request.flags & ACTIVE_LOW) != 0);
        }

        /** Takes the oldest events. */
        synchronized List<Event> events(int most) {
            List<Event> taken = new ArrayList<>();
            while (taken.size() < most && !events.isEmpty()) {
                taken.add(events.remove());
            }
            return taken;
        }

        synchronized boolean hasEvents() {
            return !events.isEmpty();
        }

        private synchronized void level(boolean level) {
            if (level == high) {
                return;
            }
            high = level;
            if (request != null) {
                boolean active = isActive();
                if ((request.flags & (active ? EDGE_RISING : EDGE_FALLING)) != 0) {
                    if (events.size() == (request.queue == 0 ? USUAL_QUEUE : request.queue)) {
                        events.remove();
                    }
                    number++;
                    events.add(new Event(active ? RISING_EDGE : FALLING_EDGE, number));
                    bell.run();
                }
            }
        }
    }

    private final String label;
    private final List<Line> lines = new ArrayList<>();
    private volatile boolean old;

    /** A chip with lines of these names, which may be empty. */
    GpioChipModel(String label, String... names) {
        this.label = label;
        for (String name : names) {
            lines.add(new Line(lines.size(), name));
        }
    }

    String label() {
        return label;
    }

    List<Line> lines() {
        return lines;
    }

    /** Makes it one of a kernel before 5.10. */
    void isOld() {
        old = true;
    }

    boolean old() {
        return old;
    }

    /** Sets the level of a line. */
    void level(int line, boolean high) {
        lines.get(line).level(high);
    }

    /** Changes the level of a line twice, several times. */
    void pulse(int line, int times) {
        Line pulsed = lines.get(line);
        for (int i = 0; i < times; i++) {
            pulsed.level(!pulsed.high);
            pulsed.level(!pulsed.high);
        }
    }

    /** Gives a line to a driver of the kernel. */
    void use(int line, String consumer) {
        lines.get(line).request(new Request(0, 0, 0, consumer));
    }

    /** Takes it away from whoever has it. */
    void release(int line) {
        lines.get(line).release();
    }

    /** Makes a line an output that nobody uses at present. */
    void output(int line) {
        lines.get(line).output = true;
    }

    /** What was asked for a line; null while nobody has it. */
    Request request(int line) {
        return lines.get(line).request;
    }
}
