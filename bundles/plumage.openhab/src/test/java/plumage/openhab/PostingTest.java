package plumage.openhab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumage.openhab.Posting.ItemType;

class PostingTest {

    @Test
    void understandsEveryForm() {
        assertThat(Posting.parse("Attic_Temperature=sensor_temperature_celsius@si7021-attic by 0.1,"
                        + " Tank = sensor_voltage_volts.level of tank@ads1115-tank ,"
                        + "Contact Front_Door=sensor_contact_state@front door,Switch  Motion=home_contact_state@a@b by c,"
                        + "Number Dust=sensor_pm_mass_concentration_grams_per_cubic_meter.2.5@sds011 by 5"))
                .containsExactly(
                        new Posting(
                                ItemType.NUMBER,
                                "Attic_Temperature",
                                "sensor_temperature_celsius",
                                "",
                                "si7021-attic",
                                0.1),
                        new Posting(
                                ItemType.NUMBER, "Tank", "sensor_voltage_volts", "level of tank", "ads1115-tank", 0),
                        new Posting(ItemType.CONTACT, "Front_Door", "sensor_contact_state", "", "front door", 0),
                        new Posting(ItemType.SWITCH, "Motion", "home_contact_state", "", "a@b by c", 0),
                        new Posting(
                                ItemType.NUMBER,
                                "Dust",
                                "sensor_pm_mass_concentration_grams_per_cubic_meter",
                                "2.5",
                                "sds011",
                                5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Attic",
                "Attic=",
                "Attic=sensor_temperature_celsius",
                "Attic=sensor_temperature_celsius@",
                "=sensor_temperature_celsius@attic",
                "Attic=@attic",
                "1Attic=sensor_temperature_celsius@attic",
                "My Attic=sensor_temperature_celsius@attic",
                "Dimmer Attic=sensor_temperature_celsius@attic",
                "Attic=temperature celsius@attic",
                "A=b@c,",
                ",",
                "A=b@c,A=d@e"
            })
    void refusesWhatItDoesNotUnderstand(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Posting.parse(text));
    }
}
