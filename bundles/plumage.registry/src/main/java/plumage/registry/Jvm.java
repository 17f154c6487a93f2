package plumage.registry;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.hotspot.BufferPoolsExports;
import io.prometheus.client.hotspot.ClassLoadingExports;
import io.prometheus.client.hotspot.GarbageCollectorExports;
import io.prometheus.client.hotspot.MemoryPoolsExports;
import io.prometheus.client.hotspot.StandardExports;
import io.prometheus.client.hotspot.ThreadExports;
import io.prometheus.client.hotspot.VersionInfoExports;

/** The families {@code process_*} and {@code jvm_*} by simpleclient_hotspot, which need not be installed. */
final class Jvm {
    private Jvm() {}

    /**
     * Everything that simpleclient_hotspot has but MemoryAllocationExports: that one leaves a listener in the virtual machine, which nobody can take out again.
     *
     * @throws NoClassDefFoundError when simpleclient_hotspot is not installed
     */
    static Source source() {
        CollectorRegistry registry = new CollectorRegistry();
        registry.register(new StandardExports());
        registry.register(new MemoryPoolsExports());
        registry.register(new BufferPoolsExports());
        registry.register(new GarbageCollectorExports());
        registry.register(new ThreadExports());
        registry.register(new ClassLoadingExports());
        registry.register(new VersionInfoExports());
        return Foreign.of("jvm", registry);
    }
}
