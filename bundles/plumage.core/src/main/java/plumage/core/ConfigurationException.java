package plumage.core;

import java.util.List;

/** A configuration that is refused, with everything that is wrong in it. */
final class ConfigurationException extends Exception {
    private static final long serialVersionUID = 1L;

    /** One thing that is wrong: the key, and a line for a person that names key, value and what is allowed. */
    record Problem(String key, String message) {}

    private final transient List<Problem> problems;

    ConfigurationException(List<Problem> problems) {
        super(problems.get(0).message());
        this.problems = List.copyOf(problems);
    }

    List<Problem> problems() {
        return problems;
    }
}
