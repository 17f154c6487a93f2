package plumage.tests.vectors;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import plumage.bus.BusException;
import plumage.bus.BusName;
import plumage.bus.Bytes;
import plumage.bus.SpiDevice;
import plumage.sensor.SensorDriver;

/** Plays the cases of one file against a driver. */
final class Player {
    private static final Map<String, BusName.Kind> BUSES = Map.of(
            "i2c", BusName.Kind.I2C, "spi", BusName.Kind.SPI, "w1", BusName.Kind.W1, "uart", BusName.Kind.SERIAL);

    private static final String CONVERSION_BY_MUX = "conversion_by_mux";
    private static final String CONFIG_BUSY_READS = "config_busy_reads";

    private final VectorFile file;
    private final SensorDriver driver;
    private final Chips.Chip names;

    Player(VectorFile file, SensorDriver driver, Chips.Chip names) {
        this.file = file;
        this.driver = driver;
        this.names = names;
    }

    /** Plays a case on its bus, and on each other one that the driver knows too. Tells what is wrong: nothing when the case passes. */
    List<String> play(JsonObject vectorCase) {
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < file.buses().size(); i++) {
            String bus = file.buses().get(i);
            BusName.Kind kind = BUSES.get(bus);
            if (i == 0) {
                problems.addAll(play(vectorCase, kind == BusName.Kind.SPI));
            } else if (kind != null && driver.buses().containsKey(kind)) {
                play(vectorCase, kind == BusName.Kind.SPI)
                        .forEach(problem -> problems.add("over " + bus + ": " + problem));
            }
        }
        return problems;
    }

    private List<String> play(JsonObject vectorCase, boolean spi) {
        Recording recording = new Recording();
        Observed observed = new Observed();
        try {
            Expectation expectation = Expectation.parse(Json.object(vectorCase, "expect"));
            JsonObject config = Json.optionalObject(vectorCase, "config").orElse(JsonValue.EMPTY_JSON_OBJECT);
            Map<String, String> settings = names.settings(config, driver);
            Object chip = chip(Json.object(vectorCase, "device"), spi, recording);
            measure(new Bench(chip, settings, recording, observed), observed);
            List<String> problems = new ArrayList<>(expectation.compare(observed, recording, names));
            String variant = observed.variant();
            if (variant != null && !file.covers().isEmpty() && !file.covers().contains(variant)) {
                problems.add("variant: expected one of " + file.covers() + ", actual " + variant);
            }
            return problems;
        } catch (MalformedVectors malformed) {
            return List.of("cannot be understood: " + malformed.getMessage());
        } catch (Unplayable unplayable) {
            return List.of("cannot be played: " + unplayable.getMessage());
        } catch (RuntimeException crash) {
            return List.of("expected " + vectorCase.get("expect") + ", actual crash of the driver: " + crash);
        }
    }

    private void measure(Bench bench, Observed observed) {
        try {
            driver.open(bench).measureInto(observed);
        } catch (BusException failure) {
            observed.failed(failure);
        }
    }

    private Object chip(JsonObject device, boolean spi, Recording recording) throws MalformedVectors {
        return switch (file.transport()) {
            case "reg8" -> {
                RegisterFile registers = registers(device, "registers", 1, false, recording);
                yield spi ? new SpiRegisterChip(registers, names.spi()) : new RegisterChip(registers);
            }
            case "reg16be" ->
                device.containsKey(CONVERSION_BY_MUX)
                        ? converter(device, recording)
                        : new RegisterChip(registers(device, "registers16", 2, false, recording));
            case "reg16le" -> new RegisterChip(registers(device, "registers16", 2, true, recording));
            case "command" -> new CommandChip(Json.object(only(device, "responses"), "responses"));
            case "spi-reg8" ->
                new SpiRegisterChip(
                        registers(device, "registers", 1, false, recording), SpiRegisterChip.Convention.WRITE_BIT);
            case "spi-read-only" -> readOnly(bytes(only(device, "read"), "read"));
            case "w1-sysfs + scratchpad" ->
                new W1Files(
                        file.chip(),
                        Json.string(only(device, "scratchpad", "w1_slave", "temperature_file"), "w1_slave"));
            case "scratchpad" ->
                W1Files.of(file.chip(), Hex.parse(Json.string(only(device, "scratchpad"), "scratchpad")));
            case "uart-stream" -> SerialChip.speaking(bytes(only(device, "uart_rx"), "uart_rx"));
            case "uart-request-reply" -> {
                JsonObject exchange = Json.object(only(device, "uart_exchange"), "uart_exchange");
                yield SerialChip.answering(bytes(only(exchange, "tx", "rx"), "tx"), bytes(exchange, "rx"));
            }
            case "spi-duplex" -> duplex(only(device, "frames", "codes", "stuck"));
            default -> throw new Unplayable("nothing plays the transport '" + file.transport() + "' yet");
        };
    }

    private static byte[] bytes(JsonObject device, String key) throws MalformedVectors {
        return Hex.parse(Json.string(device, key), key);
    }

    private RegisterFile registers(JsonObject device, String key, int bytes, boolean littleEndian, Recording recording)
            throws MalformedVectors {
        return new RegisterFile(Json.object(only(device, key), key), bytes, littleEndian, file.widths(), recording);
    }

    private ConverterChip converter(JsonObject device, Recording recording) throws MalformedVectors {
        only(device, "registers16", CONVERSION_BY_MUX, CONFIG_BUSY_READS);
        return new ConverterChip(
                new RegisterFile(Json.object(device, "registers16"), 2, false, file.widths(), recording),
                Json.object(device, CONVERSION_BY_MUX),
                device.getInt(CONFIG_BUSY_READS, 0));
    }

    /** A chip that clocks out the same whatever it hears. */
    private static SpiDevice readOnly(byte[] data) {
        return out -> Arrays.copyOf(data, out.length);
    }

    /** A chip with an answer to each frame. */
    private static SpiDevice duplex(JsonObject device) throws MalformedVectors {
        Map<String, String> frames = new HashMap<>();
        JsonObject listed = Json.object(device, "frames");
        for (String sent : listed.keySet()) {
            frames.put(sent, Json.string(listed, sent));
        }
        return out -> {
            String sent = Hex.text(Bytes.of(out));
            String answer = frames.get(sent);
            if (answer == null) {
                throw new Unplayable("there is no answer to the frame " + sent + ", only to " + frames.keySet());
            }
            return Hex.parse(answer);
        };
    }

    /** The device if it has no more to say than these keys: a rule that is not played would make a pass worthless. */
    private static JsonObject only(JsonObject device, String... keys) {
        if (!Set.of(keys).containsAll(device.keySet())) {
            throw new Unplayable("the device has " + device.keySet() + ", played is only " + Arrays.toString(keys));
        }
        return device;
    }
}
