package plumage.tests.vectors;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import plumage.bus.BusException;
import plumage.bus.Bytes;
import plumage.bus.Fault;
import plumage.bus.I2cDevice;

/**
 * A chip that understands commands. The longest listed command that a write begins with decides what the next reads give, one answer each, the last one for
 * ever; a write that is not listed is acknowledged and changes nothing.
 */
final class CommandChip implements I2cDevice {
    private static final String NACK = "NACK";
    private static final byte PULLED_UP = (byte) 0xFF;

    private final Map<String, List<String>> responses = new HashMap<>();
    private final Map<String, Integer> given = new HashMap<>();
    private @Nullable String command;

    CommandChip(JsonObject listed) throws MalformedVectors {
        for (String key : listed.keySet()) {
            JsonArray answers = Json.array(listed, key);
            List<String> texts = new ArrayList<>(Json.strings(answers, key));
            if (texts.isEmpty()) {
                throw new MalformedVectors("'responses' has no answer for '" + key + "'");
            }
            for (String text : texts) {
                if (!text.equals(NACK)) {
                    Hex.parse(text, key);
                }
            }
            responses.put(key, texts);
        }
        command = responses.containsKey("") ? "" : null;
    }

    @Override
    public void write(int... bytes) {
        take(Bytes.of(bytes));
    }

    @Override
    public byte[] read(int count) throws BusException {
        String key = command;
        if (key == null) {
            throw new BusException(Fault.NACK, "the chip has nothing to read");
        }
        List<String> answers = responses.getOrDefault(key, List.of());
        int next = Math.min(given.merge(key, 1, Integer::sum), answers.size()) - 1;
        String answer = answers.get(next);
        if (answer.equals(NACK)) {
            throw new BusException(Fault.NACK, "the chip does not acknowledge");
        }
        byte[] bytes = Hex.parse(answer);
        byte[] in = Arrays.copyOf(bytes, count);
        if (bytes.length < count) {
            Arrays.fill(in, bytes.length, count, PULLED_UP);
        }
        return in;
    }

    @Override
    public byte[] writeRead(byte[] bytes, int count) throws BusException {
        take(bytes);
        return read(count);
    }

    private void take(byte[] bytes) {
        String written = Hex.text(bytes);
        for (int length = written.length(); length > 0; length -= 2) {
            String prefix = written.substring(0, length);
            if (responses.containsKey(prefix)) {
                command = prefix;
                return;
            }
        }
    }
}
