package plumage.tests.system;

import java.util.Hashtable;
import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** A bundle that has a page of its own, as openHAB has: Pax Web listens once somebody has one. */
public final class PageStandIn implements BundleActivator {
    @Override
    @SuppressWarnings("JdkObsolete") // the framework takes a Dictionary
    public void start(BundleContext context) {
        context.registerService(
                Object.class,
                this,
                new Hashtable<>(Map.of(
                        "osgi.http.whiteboard.resource.pattern", "/stand-in/*",
                        "osgi.http.whiteboard.resource.prefix", "/META-INF")));
    }

    @Override
    public void stop(BundleContext context) {}
}
