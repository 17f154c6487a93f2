package plumage.registry;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What can be set, described for forms such as the web console's. */
@ObjectClassDefinition(name = "Plumage: registry", description = "Builds the pages of metrics.")
@interface RegistryConfig {
    @AttributeDefinition(
            name = "JVM metrics",
            required = false,
            type = AttributeType.BOOLEAN,
            description =
                    "Whether process_* and jvm_* are exported. Without a value: the framework property plumage.registry.jvm.metrics, else yes, but not in Karaf.")
    boolean jvm_metrics();
}
