package plumage.console;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.function.Supplier;
import org.apache.felix.inventory.Format;
import org.apache.felix.inventory.InventoryPrinter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import plumage.sensor.exposition.Exposition;
import plumage.sensor.overview.Overview;
import plumage.sensor.overview.Report;

/** The page of the console's menu "Status" and a part of the archive that is made there, as text for people and as JSON for programs. */
@Component(
        service = InventoryPrinter.class,
        property = {
            InventoryPrinter.NAME + "=plumage-sensors",
            InventoryPrinter.TITLE + "=Plumage sensors",
            InventoryPrinter.FORMAT + "=TEXT",
            InventoryPrinter.FORMAT + "=JSON"
        })
public final class SensorInventory implements InventoryPrinter {
    private final Supplier<Overview> hub;
    private final Clock clock;

    /** Prints what these metrics say. */
    @Activate
    public SensorInventory(@Reference Exposition exposition) {
        this(() -> Overview.of(exposition), Clock.systemUTC());
    }

    SensorInventory(Supplier<Overview> hub, Clock clock) {
        this.hub = hub;
        this.clock = clock;
    }

    @Override
    public void print(PrintWriter out, Format format, boolean isZip) {
        if (format == Format.JSON) {
            out.print(HubJson.of(hub.get()));
        } else {
            // the console leaves empty lines out when it makes HTML of text
            String text = Report.all(hub.get(), clock.instant()).replaceAll("(?m)^$", " ");
            out.print(text + "\n");
        }
    }
}
