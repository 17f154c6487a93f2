package plumage.registry;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumage.sensor.Setting;

/** Someone whose metrics are to be exported, and how that goes. Except for the name everything is touched by the builder of the page alone. */
abstract sealed class Source permits Own, Foreign, Incompatible, Self {
    /** The values of the label {@code state} of {@code plumage_collectors}. */
    enum State {
        /** All it gave was exported. */
        OK,
        /** Something it should have given is absent. */
        FAILING,
        /** It is of another class space. */
        INCOMPATIBLE
    }

    /** What may go wrong; a change from one to another is logged. */
    private enum Trouble {
        THREW,
        LATE,
        DROPPED
    }

    private static final Logger LOG = LoggerFactory.getLogger(Source.class);

    private final String name;
    private long errors;
    private @Nullable Trouble trouble;
    private @Nullable Object judged;

    Source(String name) {
        this.name = name;
    }

    /** For people, and the label {@code collector}. */
    final String name() {
        return name;
    }

    /** How often something was absent. */
    final long errors() {
        return errors;
    }

    State state() {
        return trouble == null ? State.OK : State.FAILING;
    }

    /** It threw instead of giving anything. */
    final void threw(Throwable thrown) {
        String message = thrown.getMessage() == null ? "" : ": " + Setting.shortened(thrown.getMessage());
        judged = null;
        failed(Trouble.THREW, "threw " + thrown.getClass().getName() + message);
    }

    /** It has no reading, which it promised to have always. */
    final void mute() {
        judged = null;
        failed(Trouble.THREW, "has no reading to give");
    }

    /** It was not done in time, or is not done yet. */
    final void late() {
        judged = null;
        failed(Trouble.LATE, "takes too long and is not asked again until it is done");
    }

    /** What it gave was merged, with these complaints. A result counts once, on however many pages it stands. */
    final void judge(Object result, List<String> complaints) {
        if (result == judged) {
            return;
        }
        judged = result;
        if (!complaints.isEmpty()) {
            String more = complaints.size() == 1 ? "" : " (and " + (complaints.size() - 1) + " more)";
            failed(Trouble.DROPPED, "gave what cannot be exported: " + complaints.get(0) + more);
        } else if (trouble != null) {
            trouble = null;
            LOG.info("Collector {} is exported again", name);
        }
    }

    private void failed(Trouble what, String message) {
        errors++;
        if (trouble != what) {
            trouble = what;
            LOG.warn("Collector {} {}", name, message);
        }
    }
}
