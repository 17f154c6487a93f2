package plumage.bus.pi4j;

import com.pi4j.context.Context;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import plumage.bus.BusException;
import plumage.bus.BusName;
import plumage.bus.BusProvider;

/**
 * The buses of this machine for Plumage, and a Pi4J context for everybody else; both speak through the same
 * code. Device files are opened when a bus is, not before.
 *
 * <p>The framework properties {@code plumage.dev} and {@code plumage.sysfs} stand for {@code /dev} and {@code /sys}.
 */
@Component(service = BusProvider.class, immediate = true)
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=\"com.pi4j.context.Context\"")
public final class DeviceBuses implements BusProvider {
    private static final Pattern NUMBERS = Pattern.compile("(?:i2c|spi)-(\\d+)(?:\\.(\\d+))?");

    private final Kernel kernel = new JnaKernel();
    private final LinuxI2cProvider i2c;
    private final LinuxSpiProvider spi;
    private final GpioChips gpio;
    private final SysfsFiles sysfs;
    private final SharedContext pi4j;
    private final ServiceRegistration<Context> published;

    /** Publishes the context; does not look at the hardware. */
    @Activate
    public DeviceBuses(BundleContext bundle) {
        Path dev = path(bundle, "plumage.dev", "/dev");
        Path sys = path(bundle, "plumage.sysfs", "/sys");
        i2c = new LinuxI2cProvider(kernel, dev, sys);
        spi = new LinuxSpiProvider(kernel, dev);
        gpio = new GpioChips(kernel, dev, sys);
        sysfs = new SysfsFiles(kernel, sys);
        pi4j = new SharedContext(i2c, spi, new LinuxInputProvider(kernel, gpio));
        published = bundle.registerService(Context.class, pi4j, null);
    }

    private static Path path(BundleContext bundle, String property, String otherwise) {
        String configured = bundle.getProperty(property);
        return Path.of(configured == null ? otherwise : configured);
    }

    /** Withdraws the context and closes what was opened with it, as soon as transfers return. */
    @Deactivate
    public void stop() {
        published.unregister();
        pi4j.shutdown();
        kernel.close();
    }

    @Override
    public boolean provides(BusName bus) {
        return !bus.emulated();
    }

    @Override
    public BusPort open(BusName bus) throws BusException {
        if (bus.kind().isSysfs()) {
            return sysfs;
        }
        if (bus.kind() == BusName.Kind.GPIO) {
            return gpio.open(bus);
        }
        Matcher numbers = NUMBERS.matcher(bus.text());
        if (!numbers.matches()) {
            throw new IllegalArgumentException(bus + " is no bus with a device file");
        }
        int number = Integer.parseInt(numbers.group(1));
        return switch (bus.kind()) {
            case I2C -> i2c.open(number);
            case SPI -> spi.open(number, Integer.parseInt(numbers.group(2)));
            default -> throw new IllegalArgumentException(bus + " is no bus with a device file");
        };
    }
}
