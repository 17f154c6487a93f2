package plumage.bus.pi4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumage.tests.programs.Programs;

/** Against linux/gpio.h itself, as the compiler of this machine lays it out. */
class GpioRequestTest {
    @TempDir
    Path directory;

    /** Each number beside how it is written in C. */
    private static Map<String, Long> numbers() {
        Map<String, Long> numbers = new LinkedHashMap<>();
        numbers.put("GPIO_GET_CHIPINFO_IOCTL", GpioRequest.GPIO_GET_CHIPINFO_IOCTL);
        numbers.put("GPIO_V2_GET_LINEINFO_IOCTL", GpioRequest.GPIO_V2_GET_LINEINFO_IOCTL);
        numbers.put("GPIO_V2_GET_LINE_IOCTL", GpioRequest.GPIO_V2_GET_LINE_IOCTL);
        numbers.put("GPIO_V2_LINE_GET_VALUES_IOCTL", GpioRequest.GPIO_V2_LINE_GET_VALUES_IOCTL);
        numbers.put("GPIO_V2_LINE_FLAG_USED", GpioRequest.FLAG_USED);
        numbers.put("GPIO_V2_LINE_FLAG_ACTIVE_LOW", GpioRequest.FLAG_ACTIVE_LOW);
        numbers.put("GPIO_V2_LINE_FLAG_INPUT", GpioRequest.FLAG_INPUT);
        numbers.put("GPIO_V2_LINE_FLAG_OUTPUT", GpioRequest.FLAG_OUTPUT);
        numbers.put("GPIO_V2_LINE_FLAG_EDGE_RISING", GpioRequest.FLAG_EDGE_RISING);
        numbers.put("GPIO_V2_LINE_FLAG_EDGE_FALLING", GpioRequest.FLAG_EDGE_FALLING);
        numbers.put("GPIO_V2_LINE_FLAG_BIAS_PULL_UP", GpioRequest.FLAG_BIAS_PULL_UP);
        numbers.put("GPIO_V2_LINE_FLAG_BIAS_PULL_DOWN", GpioRequest.FLAG_BIAS_PULL_DOWN);
        numbers.put("GPIO_V2_LINE_FLAG_BIAS_DISABLED", GpioRequest.FLAG_BIAS_DISABLED);
        numbers.put("GPIO_V2_LINE_ATTR_ID_DEBOUNCE", (long) GpioRequest.ATTR_ID_DEBOUNCE);
        numbers.put("GPIO_V2_LINE_EVENT_RISING_EDGE", (long) GpioRequest.EVENT_RISING_EDGE);
        numbers.put("GPIO_MAX_NAME_SIZE", (long) GpioRequest.MAX_NAME_SIZE);
        size(numbers, "gpiochip_info", GpioRequest.CHIP_INFO_SIZE);
        at(numbers, "gpiochip_info", "lines", GpioRequest.CHIP_INFO_LINES);
        size(numbers, "gpio_v2_line_info", GpioRequest.LINE_INFO_SIZE);
        at(numbers, "gpio_v2_line_info", "name", GpioRequest.LINE_INFO_NAME);
        at(numbers, "gpio_v2_line_info", "consumer", GpioRequest.LINE_INFO_CONSUMER);
        at(numbers, "gpio_v2_line_info", "offset", GpioRequest.LINE_INFO_OFFSET);
        at(numbers, "gpio_v2_line_info", "flags", GpioRequest.LINE_INFO_FLAGS);
        size(numbers, "gpio_v2_line_request", GpioRequest.REQUEST_SIZE);
        at(numbers, "gpio_v2_line_request", "offsets", GpioRequest.REQUEST_OFFSETS);
        at(numbers, "gpio_v2_line_request", "consumer", GpioRequest.REQUEST_CONSUMER);
        at(numbers, "gpio_v2_line_request", "config.flags", GpioRequest.REQUEST_CONFIG_FLAGS);
        at(numbers, "gpio_v2_line_request", "config.num_attrs", GpioRequest.REQUEST_CONFIG_NUM_ATTRS);
        at(numbers, "gpio_v2_line_request", "config.attrs[0].attr.id", GpioRequest.REQUEST_CONFIG_ATTR_ID);
        at(
                numbers,
                "gpio_v2_line_request",
                "config.attrs[0].attr.debounce_period_us",
                GpioRequest.REQUEST_CONFIG_ATTR_DEBOUNCE);
        at(numbers, "gpio_v2_line_request", "config.attrs[0].mask", GpioRequest.REQUEST_CONFIG_ATTR_MASK);
        at(numbers, "gpio_v2_line_request", "num_lines", GpioRequest.REQUEST_NUM_LINES);
        at(numbers, "gpio_v2_line_request", "fd", GpioRequest.REQUEST_FD);
        size(numbers, "gpio_v2_line_values", GpioRequest.VALUES_SIZE);
        at(numbers, "gpio_v2_line_values", "bits", GpioRequest.VALUES_BITS);
        at(numbers, "gpio_v2_line_values", "mask", GpioRequest.VALUES_MASK);
        size(numbers, "gpio_v2_line_event", GpioRequest.EVENT_SIZE);
        at(numbers, "gpio_v2_line_event", "id", GpioRequest.EVENT_ID);
        at(numbers, "gpio_v2_line_event", "line_seqno", GpioRequest.EVENT_LINE_SEQNO);
        return numbers;
    }

    private static void size(Map<String, Long> numbers, String struct, long size) {
        numbers.put("sizeof(struct " + struct + ")", size);
    }

    private static void at(Map<String, Long> numbers, String struct, String field, long offset) {
        numbers.put("offsetof(struct " + struct + ", " + field + ")", offset);
    }

    /** The 32-bit layout can be asked only where the compiler has its headers; the structures are aligned by hand to be the same. */
    @Test
    void isWhatTheHeaderSays() throws Exception {
        StringBuilder source = new StringBuilder("""
                #include <linux/gpio.h>
                #include <stddef.h>
                #include <stdio.h>
                int main(void) {
                """);
        numbers().keySet().forEach(c -> source.append("\tprintf(\"%llu\\n\", (unsigned long long)(" + c + "));\n"));
        Path program = directory.resolve("numbers");
        Path file = Files.writeString(directory.resolve("numbers.c"), source + "}\n");
        run(Programs.find("gcc", "gcc libc6-dev").toString(), "-o", program.toString(), file.toString());

        List<String> printed = run(program.toString()).lines().toList();

        Map<String, Long> header = new LinkedHashMap<>();
        numbers().keySet().forEach(c -> header.put(c, Long.parseLong(printed.get(header.size()))));
        assertThat(numbers()).containsExactlyEntriesOf(header);
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
