package plumage.openhab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumage.openhab.ItemState.Value;

class ItemStateTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "21.5 °C, temperature_celsius, 21.5",
                "-40 °F, temperature_celsius, -40",
                "71.6 °F, temperature_celsius, 22",
                "294.65 K, temperature_celsius, 21.5",
                "45.3 %, ratio, 0.453",
                "1013.25 hPa, pressure_pascals, 101325",
                "1013.25 mbar, pressure_pascals, 101325",
                "29.92 inHg, pressure_pascals, 101320.72896",
                "1 bar, pressure_pascals, 100000",
                "1 mmHg, pressure_pascals, 133.322368",
                "1 psi, pressure_pascals, 6894.757",
                "1.5 kW, power_watts, 1500",
                "0.1 kWh, energy_joules, 360000",
                "3 MWh, energy_joules, 10800000000",
                "2 Wh, energy_joules, 7200",
                "2 Ws, energy_joules, 2",
                "1 kcal, energy_joules, 4184",
                "230 V, voltage_volts, 230",
                "12 mV, voltage_volts, 0.012",
                "16 A, current_amperes, 16",
                "350 mA, current_amperes, 0.35",
                "50.02 Hz, frequency_hertz, 50.02",
                "1200 rpm, frequency_hertz, 20",
                "2.2 kΩ, resistance_ohms, 2200",
                "150 lx, illuminance_lux, 150",
                "3 m/s, speed_meters_per_second, 3",
                "36 km/h, speed_meters_per_second, 10",
                "10 mph, speed_meters_per_second, 4.4704",
                "1 kn, speed_meters_per_second, 0.5144444444444445",
                "3.6 mm/h, speed_meters_per_second, 0.000001",
                "1 in/h, speed_meters_per_second, 0.000007055555555555556",
                "12 mm, length_meters, 0.012",
                "3 km, length_meters, 3000",
                "1 in, length_meters, 0.0254",
                "1 ft, length_meters, 0.3048",
                "1 yd, length_meters, 0.9144",
                "1 ch, length_meters, 20.1168",
                "1 fur, length_meters, 201.168",
                "1 mi, length_meters, 1609.344",
                "1 lea, length_meters, 4828.032",
                "5 cm², area_square_meters, 0.0005",
                "1 ft², area_square_meters, 0.09290304",
                "2 m³, volume_cubic_meters, 2",
                "250 ml, volume_cubic_meters, 0.00025",
                "1 gal, volume_cubic_meters, 0.003785411784",
                "60 l/min, volumetric_flow_cubic_meters_per_second, 0.001",
                "3600 m³/h, volumetric_flow_cubic_meters_per_second, 1",
                "86400 m³/d, volumetric_flow_cubic_meters_per_second, 1",
                "60 gal/min, volumetric_flow_cubic_meters_per_second, 0.003785411784",
                "80 kg, mass_grams, 80000",
                "1 lb, mass_grams, 453.59237",
                "12 µg/m³, density_grams_per_cubic_meter, 0.000012",
                "12 \u03bcg/m³, density_grams_per_cubic_meter, 0.000012",
                "1.2 kg/m³, density_grams_per_cubic_meter, 1200",
                "1 gr/ft³, density_grams_per_cubic_meter, 2.2883519105657344",
                "420 ppm, concentration_ppm, 420",
                "420 ppb, concentration_ppm, 0.42",
                "-71 dBm, level_dbm, -71",
                "38 dB, level_decibels, 38",
                "500 ms, duration_seconds, 0.5",
                "2 min, duration_seconds, 120",
                "1.5 h, duration_seconds, 5400",
                "2 d, duration_seconds, 172800",
                "1 wk, duration_seconds, 604800",
                "1 mo, duration_seconds, 2629746",
                "1 y, duration_seconds, 31556952",
                "1 yr, duration_seconds, 31556952",
                "90 ', angle_degrees, 1.5",
                "0.36 µ(Sv/h), dose_rate_sieverts_per_second, 0.0000000001",
                "3 mg/l, density_grams_per_cubic_meter, 3",
                "270 °, angle_degrees, 270",
                "3.14159265358979323846 rad, angle_degrees, 180",
                "1 gₙ, acceleration_meters_per_second_squared, 9.80665",
                "800 W/m², irradiance_watts_per_square_meter, 800",
                "80 µW/cm², irradiance_watts_per_square_meter, 0.8",
                "1 kWh/m³, calorific_value_joules_per_cubic_meter, 3600000",
                "360 g/kWh, emission_intensity_grams_per_joule, 0.0001",
                "1 Wh/m², radiant_exposure_joules_per_square_meter, 3600",
                "1 Ah, charge_coulombs, 3600",
                "1.5 mS/cm, conductivity_siemens_per_meter, 0.15",
                "0.15 S/m, conductivity_siemens_per_meter, 0.15",
                "10 kVA, apparent_power_volt_amperes, 10000",
                "3 var, reactive_power_vars, 3",
                "1 kVAh, apparent_energy_volt_ampere_seconds, 3600000",
                "1 kvarh, reactive_energy_var_seconds, 3600000",
                "8 bit, data_bytes, 1",
                "2 GB, data_bytes, 2000000000",
                "2 GiB, data_bytes, 2147483648",
                "1 kiB, data_bytes, 1024",
                "100 Mbit/s, data_rate_bytes_per_second, 12500000",
                "37 Bq/m³, activity_concentration_becquerels_per_cubic_meter, 37",
                "1 nCi, radioactivity_becquerels, 37",
                "0.36 µSv/h, dose_rate_sieverts_per_second, 0.0000000001",
                "40 one, state, 40",
                "40, state, 40",
                "1E+3 W, power_watts, 1000",
                "-2.5e-3 A, current_amperes, -0.0025",
            })
    void aQuantityIsExportedInItsBaseUnit(String state, String family, double expected) {
        Value value = only("Quantity", state);
        assertThat(value.quantity().family()).isEqualTo(family);
        assertThat(value.number()).isEqualTo(expected);
        assertThat(value.unit()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1.5 DU, DU", "153 MK⁻¹, MK⁻¹", "4 €, €", "3 °dH, °dH", "9 kkg, kkg"})
    void aQuantityOfAnUnknownUnitKeepsIt(String state, String unit) {
        Value value = only("Quantity", state);
        assertThat(value.quantity().family()).isEqualTo("state");
        assertThat(value.unit()).isEqualTo(unit);
        assertThat(value.number()).isEqualTo(Double.parseDouble(state.substring(0, state.indexOf(" "))));
    }

    @ParameterizedTest
    @CsvSource({
        "Decimal, 21.5, state, 21.5",
        "Decimal, -0, state, -0.0",
        "Decimal, 1E+2, state, 100",
        "Percent, 45.5, ratio, 0.455",
        "Percent, 0, ratio, 0",
        "Percent, 100, ratio, 1",
        "OnOff, ON, switch_on, 1",
        "OnOff, OFF, switch_on, 0",
        "OpenClosed, OPEN, contact_open, 1",
        "OpenClosed, CLOSED, contact_open, 0",
        "UpDown, UP, ratio, 0",
        "UpDown, DOWN, ratio, 1",
        "DateTime, 2024-05-01T12:34:56.789+0200, timestamp_seconds, 1714559696.789",
        "DateTime, 2024-05-01T10:34:56Z, timestamp_seconds, 1714559696",
        "DateTime, 2024-05-01T10:34:56.123456789+0000, timestamp_seconds, 1714559696.1234567",
        "DateTime, 1969-12-31T23:59:59.500+00:00, timestamp_seconds, -0.5",
    })
    void eachKindOfStateHasItsFamily(String type, String state, String family, double expected) {
        Value value = only(type, state);
        assertThat(value.quantity().family()).isEqualTo(family);
        assertThat(value.number()).isEqualTo(expected);
    }

    @Test
    void aColourIsThreeNumbers() {
        assertThat(ItemState.parse("HSB", "120,100,50.5").values())
                .extracting(value -> value.quantity().family() + " " + value.number())
                .containsExactly("hue_degrees 120.0", "saturation_ratio 1.0", "ratio 0.505");
    }

    @ParameterizedTest
    @CsvSource({
        "UnDef, NULL",
        "UnDef, UNDEF",
        "'Point', '52.5,13.4,34'",
        "StringList, 'a,b'",
        "Raw, 'data:image/png;base64,iVBOR'",
        "FromTheFuture, 42"
    })
    void whatIsNeitherNumberNorTextIsAbsent(String type, String state) {
        assertThat(ItemState.parse(type, state)).isEqualTo(ItemState.NOTHING);
    }

    @ParameterizedTest
    @CsvSource({"String, sunny", "PlayPause, PAUSE", "RewindFastforward, REWIND"})
    void textsAreKept(String type, String state) {
        assertThat(ItemState.parse(type, state)).isEqualTo(new ItemState(List.of(), state));
    }

    @Test
    void aLongTextIsCutBetweenCharacters() {
        String text = ItemState.parse("String", "🦆".repeat(129)).text();
        assertThat(text).isEqualTo("🦆".repeat(127) + "…");
        assertThat(ItemState.parse("String", "🦆".repeat(128)).text()).isEqualTo("🦆".repeat(128));
    }

    @ParameterizedTest
    @CsvSource({
        "Decimal, NaN",
        "Decimal, Infinity",
        "Decimal, 1E+999",
        "Decimal, 0x10",
        "Decimal, 1d",
        "Decimal, ''",
        "Decimal, '1,000'",
        "Decimal, ١٢",
        "Quantity, °C",
        "Quantity, NaN °C",
        "Quantity, 1E+999 W",
        "Quantity, 1 a b",
        "Quantity, ''",
        "Percent, 45 %",
        "OnOff, on",
        "OnOff, 1",
        "OpenClosed, ''",
        "UpDown, LEFT",
        "HSB, '120,100'",
        "HSB, '1,2,3,4'",
        "HSB, 'red,1,1'",
        "DateTime, yesterday",
        "DateTime, 2024-05-01T12:34:56",
        "DateTime, 2024-13-01T12:34:56Z"
    })
    void whatIsNoSuchStateIsRefused(String type, String state) {
        assertThatIllegalArgumentException().isThrownBy(() -> ItemState.parse(type, state));
    }

    @ParameterizedTest
    @ValueSource(strings = {"111111111111111111111111111111111111111111111111111 W", "1E+1000 W"})
    void aNumberThatTakesLongIsRefused(String state) {
        assertThatIllegalArgumentException().isThrownBy(() -> ItemState.parse("Quantity", state));
    }

    @ParameterizedTest
    @CsvSource({
        "Number:Temperature, 70.7 °F, temperature_celsius, 21.5",
        "Number, 21.5, state, 21.5",
        "Dimmer, 30, ratio, 0.3",
        "Rollershutter, 100, ratio, 1",
        "Switch, ON, switch_on, 1",
        "Contact, OPEN, contact_open, 1",
        "DateTime, 2024-05-01T10:34:56Z, timestamp_seconds, 1714559696"
    })
    void theTypeOfAnItemTellsWhatItsStateIs(String itemType, String state, String family, double expected) {
        assertThat(ItemState.ofItem(itemType, state).values())
                .extracting(value -> value.quantity().family() + " " + value.number())
                .containsExactly(family + " " + expected);
    }

    @Test
    void theTypeOfAnItemTellsOfColoursAndTextsToo() {
        assertThat(ItemState.ofItem("Color", "0,0,100").values()).hasSize(3);
        assertThat(ItemState.ofItem("Player", "PLAY").text()).isEqualTo("PLAY");
        assertThat(ItemState.ofItem("String", "sunny").text()).isEqualTo("sunny");
        assertThat(ItemState.ofItem("Image", "data:image/png;base64,iVBOR")).isEqualTo(ItemState.NOTHING);
        assertThat(ItemState.ofItem("", "ON")).isEqualTo(ItemState.NOTHING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NULL", "UNDEF"})
    void anItemWithoutAStateIsAbsent(String state) {
        assertThat(ItemState.ofItem("Switch", state)).isEqualTo(ItemState.NOTHING);
        assertThat(ItemState.ofItem("String", state)).isEqualTo(ItemState.NOTHING);
    }

    private static Value only(String type, String state) {
        ItemState parsed = ItemState.parse(type, state);
        assertThat(parsed.values()).hasSize(1);
        assertThat(parsed.text()).isEmpty();
        return parsed.values().get(0);
    }
}
