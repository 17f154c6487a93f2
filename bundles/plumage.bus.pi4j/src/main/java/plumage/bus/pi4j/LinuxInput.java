package plumage.bus.pi4j;

import com.pi4j.context.Context;
import com.pi4j.io.exception.IOException;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalInputBase;
import com.pi4j.io.gpio.digital.DigitalInputConfig;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.DigitalStateChangeEvent;
import plumage.bus.BusException;

/** An input line as Pi4J's users see it. Failures throw Pi4J's {@link IOException}, caused by a {@link BusException}. */
final class LinuxInput extends DigitalInputBase {
    private final GpioLine line;
    private final EdgeWatcher watcher;

    LinuxInput(LinuxInputProvider provider, DigitalInputConfig config, GpioLine line, EdgeWatcher watcher) {
        super(provider, config);
        this.line = line;
        this.watcher = watcher;
    }

    @Override
    public DigitalState state() {
        try {
            return DigitalState.getState(line.isActive());
        } catch (BusException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Tells listeners and bindings. */
    void edge(GpioLine.Event event) {
        dispatch(new DigitalStateChangeEvent<>(this, DigitalState.getState(event.active())));
    }

    /** Gives the line back. Doing so twice is harmless. */
    void release() {
        watcher.remove(line);
        line.close();
    }

    @Override
    public DigitalInput shutdown(Context context) {
        release();
        return super.shutdown(context);
    }
}
