package plumage.bus.pi4j;

import com.pi4j.io.exception.IOException;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalInputConfig;
import com.pi4j.io.gpio.digital.DigitalInputProviderBase;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import plumage.bus.BusException;
import plumage.bus.GpioSetup;
import plumage.bus.GpioSetup.Bias;
import plumage.bus.GpioSetup.Edge;

/**
 * Pi4J's inputs over {@code /dev/gpiochipN}, under the identifier of the stock provider. Pi4J's address is the number of a Raspberry Pi's GPIO, so the line that
 * the kernel calls GPIO17; where none is called so, line 17 of the first chip.
 */
final class LinuxInputProvider extends DigitalInputProviderBase {
    static final String ID = "gpiod-digital-input";

    private static final String CONSUMER = "pi4j";

    private final GpioChips chips;
    private final EdgeWatcher watcher;

    LinuxInputProvider(Kernel kernel, GpioChips chips) {
        super(ID, "Plumage GPIO input");
        this.chips = chips;
        watcher = new EdgeWatcher(kernel);
    }

    /**
     * An input, which tells its listeners each edge that lasts longer than its debounce.
     *
     * @throws IllegalArgumentException when the debounce is not one that the kernel has
     * @throws IOException when the line is absent, used by somebody else or not permitted, caused by a {@link BusException}
     */
    @Override
    public DigitalInput create(DigitalInputConfig config) {
        GpioSetup setup = setup(config);
        try {
            GpioLine line = chips.request(config.address(), CONSUMER, setup);
            LinuxInput input = new LinuxInput(this, config, line, watcher);
            try {
                watcher.add(line, input::edge);
                context.registry().add(input);
            } catch (BusException | RuntimeException e) {
                input.release();
                throw e;
            }
            return input;
        } catch (BusException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static GpioSetup setup(DigitalInputConfig config) {
        long micros = config.debounce() == null ? 0 : config.debounce();
        if (micros < 0 || micros > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("debounce " + micros + " is not from 0 to 2147483647 microseconds");
        }
        Bias bias =
                switch (config.pull()) {
                    case OFF -> Bias.DISABLED;
                    case PULL_UP -> Bias.PULL_UP;
                    case PULL_DOWN -> Bias.PULL_DOWN;
                };
        return new GpioSetup(bias, false, Edge.BOTH, Duration.of(micros, ChronoUnit.MICROS));
    }
}
