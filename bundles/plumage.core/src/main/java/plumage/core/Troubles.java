package plumage.core;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What does not work at present, each logged when it begins, changes and ends: a bus that is gone is one line, however many sensors are wired to it. */
final class Troubles {
    private static final Logger LOG = LoggerFactory.getLogger(Troubles.class);

    private final Map<String, String> present = new ConcurrentHashMap<>();

    /**
     * Something does not work.
     *
     * @param what names it when it works again
     * @param message a line for a person
     */
    void begins(String what, String message) {
        if (!message.equals(present.put(what, message))) {
            LOG.warn("{}", message);
        }
    }

    void ends(String what) {
        if (!present.isEmpty() && present.remove(what) != null) {
            LOG.info("{} works again", what);
        }
    }

    /** Whether anything does not work: what fails for that reason need not be told again. */
    boolean isPresent() {
        return !present.isEmpty();
    }
}
