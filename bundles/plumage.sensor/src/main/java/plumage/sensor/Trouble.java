package plumage.sensor;

/**
 * What does not work at present, for people.
 *
 * @param subject the name of the sensor that cannot be read, or the PID of the configuration that is refused
 * @param reason in the word of the metrics: the label {@code reason} of a failed attempt, the label {@code key} of a refused configuration
 * @param message a line that says more, cut where it is longer than 500 characters
 */
public record Trouble(String subject, String reason, String message) {
    private static final int LONGEST = 500;

    public Trouble {
        if (message.length() > LONGEST) {
            message = message.substring(0, LONGEST) + "…";
        }
    }
}
