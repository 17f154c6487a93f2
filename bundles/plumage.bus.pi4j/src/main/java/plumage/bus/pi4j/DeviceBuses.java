package plumage.bus.pi4j;

import com.pi4j.context.Context;
import java.nio.file.Path;
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
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private final Kernel kernel = new JnaKernel();
    private final LinuxI2cProvider i2c;
    private final LinuxSpiProvider spi;
    private final GpioChips gpio;
    private final SerialPorts serial;
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
        serial = new SerialPorts(
                new JSerialComm(new SerialLibrary(bundle.getDataFile("").toPath())), dev);
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
        serial.stop();
        pi4j.shutdown();
        kernel.close();
    }

    @Override
    public boolean provides(BusName bus) {
        return !bus.emulated();
    }

    @Override
    public BusPort open(BusName bus) throws BusException {
        if (bus.emulated()) {
            throw new IllegalArgumentException(bus + " is no bus with a device file");
        }
        return switch (bus.kind()) {
            case I2C -> i2c.open(numbers(bus)[0]);
            case SPI -> spi.open(numbers(bus)[0], numbers(bus)[1]);
            case SERIAL -> serial.open(bus.device());
            case GPIO -> gpio.open(bus);
            case W1, HWMON, IIO, THERMAL -> sysfs;
        };
    }

    /** Those of a name such as {@code spi-0.1}. */
    private static int[] numbers(BusName bus) {
        return NUMBER.matcher(bus.text().substring(bus.text().indexOf('-')))
                .results()
                .mapToInt(number -> Integer.parseInt(number.group()))
                .toArray();
    }
}
