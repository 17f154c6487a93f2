package plumage.tests.devices;

import com.pi4j.context.Context;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;

/** As much of a framework as the component of plumage.bus.pi4j sees: properties, and where it puts its Pi4J context. */
final class FrameworkStandIn {
    private final AtomicReference<ServiceFactory<Context>> published = new AtomicReference<>();
    private final BundleContext bundle;

    FrameworkStandIn(Map<String, String> properties, Path data) {
        bundle = proxy(BundleContext.class, (method, arguments) -> switch (method) {
            case "getProperty" -> properties.get(arguments[0]);
            case "getDataFile" -> data.resolve((String) arguments[0]).toFile();
            case "registerService" -> {
                published.set(factory(arguments[1]));
                yield registration();
            }
            default -> throw new UnsupportedOperationException(method);
        });
    }

    BundleContext bundle() {
        return bundle;
    }

    /** The context in the service registry, or null. */
    Context pi4j() {
        ServiceFactory<Context> factory = published.get();
        return factory == null ? null : factory.getService(null, null);
    }

    @SuppressWarnings("unchecked") // registered for that class
    private static ServiceFactory<Context> factory(Object service) {
        return (ServiceFactory<Context>) service;
    }

    private ServiceRegistration<?> registration() {
        return proxy(ServiceRegistration.class, (method, arguments) -> {
            published.set(null);
            return null;
        });
    }

    private interface Call {
        Object answer(String method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> call.answer(method.getName(), arguments)));
    }
}
