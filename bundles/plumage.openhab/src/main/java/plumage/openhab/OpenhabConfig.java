package plumage.openhab;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What can be set, described for forms such as the web console's. */
@ObjectClassDefinition(
        name = "Plumage: openHAB",
        description =
                "The items of openHAB as metrics. After a change each item is known again from its next update on, or from REST.")
@interface OpenhabConfig {
    @AttributeDefinition(
            name = "Included items",
            required = false,
            cardinality = Integer.MAX_VALUE,
            description = "Names of items, with * for any letters and ? for one, such as Kitchen_*. Without any: all.")
    String[] include();

    @AttributeDefinition(
            name = "Excluded items",
            required = false,
            cardinality = Integer.MAX_VALUE,
            description = "Names of items that are not exported, with * and ?.")
    String[] exclude();

    @AttributeDefinition(
            name = "Texts",
            required = false,
            cardinality = Integer.MAX_VALUE,
            description =
                    "Names of the items whose texts are exported, with * and ?. Each new text is a new series: only for those that have a few.")
    String[] strings();

    @AttributeDefinition(
            name = "Most items",
            required = false,
            type = AttributeType.INTEGER,
            defaultValue = "10000",
            description = "Items beyond so many are not exported; at most 20000.")
    int max_items();

    @AttributeDefinition(
            name = "URL of openHAB",
            required = false,
            defaultValue = "http://localhost:8080",
            description = "Where its REST API is asked, when there is a token.")
    String url();

    @AttributeDefinition(
            name = "API token",
            required = false,
            type = AttributeType.PASSWORD,
            description =
                    "Made in openHAB, in the profile of a user. With it the states of all items are known from the start; without, from their next updates on.")
    String token();

    @AttributeDefinition(
            name = "Readings for items",
            required = false,
            cardinality = Integer.MAX_VALUE,
            description =
                    "Readings that become the states of items, each as item=metric@sensor, such as Attic_Temperature=sensor_temperature_celsius@si7021-attic by 0.1; 'by' is what a change must exceed. 'Contact' or 'Switch' before the item says that it is no Number, '.' and a channel behind the metric which one of several it is.")
    String[] post();

    @AttributeDefinition(
            name = "Interval of readings",
            required = false,
            defaultValue = "10s",
            description = "An item gets one state in that time at most: 10s, 1m; a bare number is seconds.")
    String post_interval();
}
