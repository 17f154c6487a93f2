package plumage.driver.gpio.contact;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import plumage.driver.gpio.InputConfig;

/** The form of a contact. */
@ObjectClassDefinition(
        name = "Plumage: contact",
        description =
                "A switch, reed contact, PIR or leak detector on an input line; bus is the line, such as gpio/GPIO17 or gpio-0.17.")
interface ContactConfig extends InputConfig {
    @AttributeDefinition(
            name = "Debounce",
            required = false,
            defaultValue = "50ms",
            description = "How long the line must be in a state for it to count, 0 to 1m.")
    String debounce();
}
