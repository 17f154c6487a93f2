package plumage.tests.vectors;

import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import plumage.sensor.SensorDriver;
import plumage.sensor.Setting;

/**
 * What the vectors call things and what drivers call them: {@code chips.json}. {@code units} tells base units per unit; {@code quantities} the series of a
 * quantity; {@code chips} what one chip has of its own: further quantities, the settings for keys of {@code config}, the quantity that is missing when a
 * flag is false, and how its registers are reached over SPI.
 */
record Chips(JsonObject root) {
    private static final String RESOURCE = "chips.json";

    /** Reads the table. */
    static Chips load() {
        try (InputStream in = Chips.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is not on the class path");
            }
            try (JsonReader reader = jakarta.json.Json.createReader(in)) {
                return new Chips(reader.readObject());
            }
        } catch (IOException unreadable) {
            throw new IllegalStateException(RESOURCE + " cannot be read", unreadable);
        }
    }

    /** The part about a chip, which may be empty. */
    Chip chip(String name) throws MalformedVectors {
        JsonObject own = Json.optionalObject(Json.object(root, "chips"), name).orElse(JsonValue.EMPTY_JSON_OBJECT);
        return new Chip(name, Json.object(root, "units"), Json.object(root, "quantities"), own);
    }

    /** The names of one chip. */
    record Chip(String name, JsonObject units, JsonObject quantities, JsonObject own) {
        /** Whether the driver tells a quantity at all: a number that is only a step on its way is null in the table. */
        boolean tells(String quantity) throws MalformedVectors {
            return own("quantities").get(quantity) != JsonValue.NULL;
        }

        /** The series of a quantity. */
        String series(String quantity) throws MalformedVectors {
            String series = own("quantities").getString(quantity, quantities.getString(quantity, ""));
            if (series.isEmpty()) {
                throw new MalformedVectors("no series is known for quantity '" + quantity + "': add it to " + RESOURCE);
            }
            return series;
        }

        /** Base units per unit. */
        double factor(String unit) throws MalformedVectors {
            return Json.optionalNumber(units, unit)
                    .orElseThrow(() -> new MalformedVectors("unit '" + unit + "' is not known: add it to " + RESOURCE));
        }

        /** The quantity that is missing while a flag is false; null when the flag does not show. */
        @Nullable
        String flagged(String flag) throws MalformedVectors {
            return Json.optionalString(own("flags"), flag).orElse(null);
        }

        /** How its registers are reached over SPI. */
        SpiRegisterChip.Convention spi() throws MalformedVectors {
            String convention = Json.optionalString(own, "spi")
                    .orElseThrow(() -> new MalformedVectors(
                            "how " + name + " is reached over SPI is not known: add it to " + RESOURCE));
            return SpiRegisterChip.Convention.valueOf(
                    convention.toUpperCase(Locale.ROOT).replace('-', '_'));
        }

        /**
         * The configuration that a case asks for, in the words of the driver. A key is translated by the table, or is itself a setting of the driver.
         */
        Map<String, String> settings(JsonObject config, SensorDriver driver) throws MalformedVectors {
            Map<String, String> settings = new HashMap<>();
            for (Map.Entry<String, JsonValue> entry : config.entrySet()) {
                String key = entry.getKey();
                String value = Json.text(entry.getValue());
                JsonValue rule = own("config").getOrDefault(key, jakarta.json.Json.createValue(key));
                if (rule instanceof JsonString setting) {
                    settings.put(setting.getString(), value);
                } else if (rule instanceof JsonObject object) {
                    settings.put(
                            Json.string(object, "setting"),
                            Json.optionalObject(object, "values").isPresent()
                                    ? Json.string(Json.object(object, "values"), value)
                                    : value
                                            + Json.optionalString(object, "suffix")
                                                    .orElse(""));
                } // null: what the driver always does
            }
            for (String key : settings.keySet()) {
                if (driver.settings().stream().map(Setting::key).noneMatch(key::equals)) {
                    throw new MalformedVectors(
                            "the driver has no setting '" + key + "': add a translation to " + RESOURCE);
                }
            }
            return settings;
        }

        private JsonObject own(String key) throws MalformedVectors {
            return Json.optionalObject(own, key).orElse(JsonValue.EMPTY_JSON_OBJECT);
        }
    }
}
