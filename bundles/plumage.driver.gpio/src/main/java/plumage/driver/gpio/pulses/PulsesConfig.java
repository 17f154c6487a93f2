package plumage.driver.gpio.pulses;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import plumage.driver.gpio.InputConfig;

/** The form of a pulse counter. */
@ObjectClassDefinition(
        name = "Plumage: pulses",
        description =
                "The pulse output of a meter (S0, reed contact) or a rain gauge on an input line; bus is the line, such as gpio/GPIO17 or gpio-0.17.")
interface PulsesConfig extends InputConfig {
    @AttributeDefinition(
            name = "Edge",
            required = false,
            defaultValue = "rising",
            options = {
                @Option(label = "begin of a pulse", value = "rising"),
                @Option(label = "end of a pulse", value = "falling"),
                @Option(label = "both", value = "both")
            },
            description =
                    "What is counted: rising when the line becomes active, falling when it becomes inactive, both for two a pulse.")
    String edge();

    @AttributeDefinition(
            name = "Debounce",
            required = false,
            defaultValue = "10ms",
            description =
                    "How long the line must be in a state for it to count, 0 to 1m; less than a pulse and than a pause last.")
    String debounce();

    @AttributeDefinition(
            name = "Lifetime offset",
            required = false,
            description = "Added to the lifetime, in pulses, such as what the meter showed when it was wired.")
    String pulses__lifetime_offset();

    @AttributeDefinition(
            name = "Lifetime scale",
            required = false,
            description = "The lifetime is multiplied by it before the offset is added.")
    String pulses__lifetime_scale();
}
