package plumage.bus.pi4j;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.provider.Provider;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;

/**
 * One Pi4J context for all bundles, built when the first of them gets it: Pi4J looks at the board then, which takes
 * time, and complains as of an error where the board is not a Raspberry Pi. Nothing is detected by it, so no mock can
 * stand in for hardware, and no service loader depends on a thread's class loader.
 */
final class SharedContext implements ServiceFactory<Context> {
    private final Provider<?, ?, ?>[] providers;
    private @Nullable Context context;

    SharedContext(Provider<?, ?, ?>... providers) {
        this.providers = providers.clone();
    }

    @Override
    public synchronized Context getService(Bundle user, ServiceRegistration<Context> registration) {
        if (context == null) {
            context = Pi4J.newContextBuilder().noAutoDetect().add(providers).build();
        }
        return context;
    }

    /** It stays for the others. */
    @Override
    public void ungetService(Bundle user, ServiceRegistration<Context> registration, Context service) {}

    /** Closes what its users left open, as soon as their transfers return. */
    synchronized void shutdown() {
        if (context != null) {
            context.shutdown();
        }
    }
}
