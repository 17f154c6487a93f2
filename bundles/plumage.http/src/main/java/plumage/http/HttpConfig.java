package plumage.http;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What can be set, described for forms such as the web console's. */
@ObjectClassDefinition(
        name = "Plumage: HTTP",
        description =
                "Where the pages are. Host and port are the HTTP service's. Each key can also be given as a framework property plumage.http.<key>.")
@interface HttpConfig {
    @AttributeDefinition(name = "Path of the metrics", required = false, description = "Without a value: /metrics.")
    String metrics_path();

    @AttributeDefinition(
            name = "Path of the landing page",
            required = false,
            description = "The pages -/healthy and -/ready are below it. Without a value: /, in Karaf /plumage.")
    String base_path();
}
