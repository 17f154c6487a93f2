package plumage.bus.pi4j;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import plumage.bus.GpioSetup;

/**
 * The requests of {@code linux/gpio.h}, second version (since Linux 5.10), and their arguments: {@code struct gpiochip_info}, {@code gpio_v2_line_info}, {@code
 * gpio_v2_line_request}, {@code gpio_v2_line_values}, and {@code gpio_v2_line_event}, which read(2) gives. All are the same on 32 and 64 bits.
 */
final class GpioRequest {
    static final long GPIO_GET_CHIPINFO_IOCTL = 0x8044B401L;
    static final long GPIO_V2_GET_LINEINFO_IOCTL = 0xC100B405L;
    static final long GPIO_V2_GET_LINE_IOCTL = 0xC250B407L;
    static final long GPIO_V2_LINE_GET_VALUES_IOCTL = 0xC010B40EL;

    static final long FLAG_USED = 1;
    static final long FLAG_ACTIVE_LOW = 1 << 1;
    static final long FLAG_INPUT = 1 << 2;
    static final long FLAG_OUTPUT = 1 << 3;
    static final long FLAG_EDGE_RISING = 1 << 4;
    static final long FLAG_EDGE_FALLING = 1 << 5;
    static final long FLAG_BIAS_PULL_UP = 1 << 8;
    static final long FLAG_BIAS_PULL_DOWN = 1 << 9;
    static final long FLAG_BIAS_DISABLED = 1 << 10;
    static final int ATTR_ID_DEBOUNCE = 3;
    static final int EVENT_RISING_EDGE = 1;

    /** Of all names, their final 0 included. */
    static final int MAX_NAME_SIZE = 32;

    static final int CHIP_INFO_SIZE = 68;
    static final int CHIP_INFO_LINES = 64;

    static final int LINE_INFO_SIZE = 256;
    static final int LINE_INFO_NAME = 0;
    static final int LINE_INFO_CONSUMER = 32;
    static final int LINE_INFO_OFFSET = 64;
    static final int LINE_INFO_FLAGS = 72;

    static final int REQUEST_SIZE = 592;
    static final int REQUEST_OFFSETS = 0;
    static final int REQUEST_CONSUMER = 256;
    static final int REQUEST_CONFIG_FLAGS = 288;
    static final int REQUEST_CONFIG_NUM_ATTRS = 296;
    static final int REQUEST_CONFIG_ATTR_ID = 320;
    static final int REQUEST_CONFIG_ATTR_DEBOUNCE = 328;
    static final int REQUEST_CONFIG_ATTR_MASK = 336;
    static final int REQUEST_NUM_LINES = 560;
    static final int REQUEST_FD = 588;

    static final int VALUES_SIZE = 16;
    static final int VALUES_BITS = 0;
    static final int VALUES_MASK = 8;

    static final int EVENT_SIZE = 48;
    static final int EVENT_ID = 8;
    static final int EVENT_LINE_SEQNO = 20;

    /** The one line of a request, as bit of a mask. */
    private static final long ONLY_LINE = 1;

    private GpioRequest() {}

    /** An empty argument or event. */
    static ByteBuffer block(int size) {
        return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
    }

    /** The argument that asks about a line. */
    static ByteBuffer lineInfo(int line) {
        return block(LINE_INFO_SIZE).putInt(LINE_INFO_OFFSET, line);
    }

    /** The argument that requests a line as an input with edges. */
    static ByteBuffer request(int line, String consumer, GpioSetup setup) {
        ByteBuffer block = block(REQUEST_SIZE);
        block.putInt(REQUEST_OFFSETS, line);
        block.put(REQUEST_CONSUMER, consumer.getBytes(StandardCharsets.US_ASCII));
        block.putLong(REQUEST_CONFIG_FLAGS, flags(setup));
        long micros = setup.debounce().toNanos() / 1000;
        if (micros > 0) {
            block.putInt(REQUEST_CONFIG_NUM_ATTRS, 1);
            block.putInt(REQUEST_CONFIG_ATTR_ID, ATTR_ID_DEBOUNCE);
            block.putInt(REQUEST_CONFIG_ATTR_DEBOUNCE, Math.toIntExact(micros));
            block.putLong(REQUEST_CONFIG_ATTR_MASK, ONLY_LINE);
        }
        return block.putInt(REQUEST_NUM_LINES, 1);
    }

    private static long flags(GpioSetup setup) {
        long bias =
                switch (setup.bias()) {
                    case AS_IS -> 0;
                    case PULL_UP -> FLAG_BIAS_PULL_UP;
                    case PULL_DOWN -> FLAG_BIAS_PULL_DOWN;
                    case DISABLED -> FLAG_BIAS_DISABLED;
                };
        long edges =
                switch (setup.edge()) {
                    case RISING -> FLAG_EDGE_RISING;
                    case FALLING -> FLAG_EDGE_FALLING;
                    case BOTH -> FLAG_EDGE_RISING | FLAG_EDGE_FALLING;
                };
        return FLAG_INPUT | bias | edges | (setup.activeLow() ? FLAG_ACTIVE_LOW : 0);
    }

    /** The argument that asks for the level. */
    static ByteBuffer values() {
        return block(VALUES_SIZE).putLong(VALUES_MASK, ONLY_LINE);
    }

    /** Whether the level asked for is the active one. */
    static boolean isActive(ByteBuffer values) {
        return (values.getLong(VALUES_BITS) & ONLY_LINE) != 0;
    }

    /** A name as far as it can be printed: somebody else gave it. */
    static String text(ByteBuffer block, int at) {
        byte[] bytes = new byte[MAX_NAME_SIZE];
        block.get(at, bytes);
        int length = 0;
        while (length < bytes.length && bytes[length] != 0) {
            length++;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", "?");
    }
}
