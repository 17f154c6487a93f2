package plumage.tests.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumage.bus.BusException;
import plumage.bus.Bytes;
import plumage.bus.Fault;

/** The chips that play the transports of FORMAT.md. */
class PlayedChipsTest {
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Recording recording = new Recording();

    @Test
    void registersOfEightBits() throws Exception {
        RegisterChip chip = new RegisterChip(new RegisterFile(
                json("{'0xF7':'0x65','0xF8':'0x5A'}"), 1, false, JsonValue.EMPTY_JSON_OBJECT, recording));

        assertThat(Hex.text(chip.writeRead(Bytes.of(0xF6), 4))).isEqualTo("00655A00");
        chip.write(0xF8, 0x01, 0x02);
        assertThat(Hex.text(chip.read(2))).isEqualTo("0102");
        assertThat(recording.writtenTo(0xF8)).containsExactly(0x01);
        assertThat(recording.writtenTo(0xF9)).containsExactly(0x02);
    }

    @ParameterizedTest
    @CsvSource({"false, 0C80AB1234, 5678", "true, 800CAB3412, 7856"})
    void registersOfSixteenBits(boolean littleEndian, String bytes, String written) throws Exception {
        RegisterChip chip = new RegisterChip(new RegisterFile(
                json("{'0x00':'0x0C80','0x01':'0xAB','0x02':'0x1234'}"),
                2,
                littleEndian,
                json("{'0x01':8}"),
                recording));

        assertThat(Hex.text(chip.writeRead(Bytes.of(0x00), 5))).isEqualTo(bytes);
        chip.write(0x02, Integer.parseInt(written.substring(0, 2), 16), Integer.parseInt(written.substring(2), 16));
        chip.write(0x01, 0x11);
        assertThat(recording.writtenTo(0x02)).containsExactly(0x5678);
        assertThat(recording.writtenTo(0x01)).containsExactly(0x11);
    }

    @Test
    void aConverterFollowsItsMultiplexer() throws Exception {
        ConverterChip chip = new ConverterChip(
                new RegisterFile(json("{'0x01':'0x8583'}"), 2, false, JsonValue.EMPTY_JSON_OBJECT, recording),
                json("{'0':'0x1111','7':'0xF888'}"),
                2);

        chip.write(0x01, 0xF3, 0x83);
        assertThat(Hex.text(chip.writeRead(Bytes.of(0x01), 2))).isEqualTo("7383");
        assertThat(Hex.text(chip.read(2))).isEqualTo("7383");
        assertThat(Hex.text(chip.read(2))).as("no longer busy").isEqualTo("F383");
        assertThat(Hex.text(chip.writeRead(Bytes.of(0x00), 2))).isEqualTo("F888");
        chip.write(0x01, 0x83, 0x83);
        assertThat(Hex.text(chip.writeRead(Bytes.of(0x00), 2))).isEqualTo("1111");
        assertThat(recording.writtenTo(0x01)).containsExactly(0xF383, 0x8383);
        assertThat(recording.writtenTo(0x00)).isEmpty();
    }

    @Test
    void commandsGiveTheirAnswersInTurnAndTheLastForEver() throws Exception {
        CommandChip chip = new CommandChip(json("{'F3':['NACK','6C4CA1'],'F3AA':['01'],'':['77']}"));

        assertThat(Hex.text(chip.read(1))).isEqualTo("77");
        assertThatThrownBy(() -> chip.writeRead(Bytes.of(0xF3), 3)).isInstanceOf(BusException.class);
        assertThat(Hex.text(chip.read(2))).isEqualTo("6C4C");
        chip.write(0xFE);
        assertThat(Hex.text(chip.read(4))).as("not listed: changes nothing").isEqualTo("6C4CA1FF");
        assertThat(Hex.text(chip.writeRead(Bytes.of(0xF3, 0xAA, 0x00), 1)))
                .as("longest prefix")
                .isEqualTo("01");
    }

    @Test
    void aReadWithoutACommandIsNotAcknowledged() throws Exception {
        CommandChip chip = new CommandChip(json("{'F3':['01']}"));

        assertThatThrownBy(() -> chip.read(1)).isInstanceOf(BusException.class);
    }

    @ParameterizedTest
    @CsvSource({"WRITE_BIT, 0100, 0011", "UPPER_HALF, 8100, 0091", "DUMMY_BYTE, 810000, 000011", "PAGED, 8100, 0091"})
    void registersOverSpi(SpiRegisterChip.Convention convention, String sent, String received) throws Exception {
        assertThat(transfer(spi(convention), sent)).isEqualTo(received);
    }

    @Test
    void theMemoryPageIsReachedFromBothPages() throws Exception {
        SpiRegisterChip chip = spi(SpiRegisterChip.Convention.PAGED);

        transfer(chip, "7310");
        assertThat(transfer(chip, "8100")).isEqualTo("0011");
        transfer(chip, "7300");
        assertThat(transfer(chip, "8100")).isEqualTo("0091");
        transfer(chip, "0155");
        assertThat(recording.writtenTo(0x81)).containsExactly(0x55);
    }

    @Test
    void aSerialDeviceThatSpeaksUnasked() throws Exception {
        SerialChip chip = SerialChip.speaking(Hex.parse("424D001C05"));

        chip.discard();
        assertThat(Hex.text(chip.read(4, SOON))).isEqualTo("424D001C");
        assertThatThrownBy(() -> chip.read(2, SOON))
                .hasMessage("1 of 2 bytes came")
                .isInstanceOfSatisfying(
                        BusException.class, e -> assertThat(e.fault()).isEqualTo(Fault.TIMEOUT));
    }

    @Test
    void aSerialDeviceThatAnswers() throws Exception {
        SerialChip chip = SerialChip.answering(Hex.parse("FF0186"), Hex.parse("FF8601"));

        chip.write(0xFF, 0x01, 0x87);
        assertThatThrownBy(() -> chip.read(1, SOON)).isInstanceOf(BusException.class);
        chip.write(0xFF, 0x01, 0x86);
        assertThat(Hex.text(chip.read(2, SOON))).isEqualTo("FF86");
        chip.discard();
        chip.write(0xFF, 0x01, 0x86);
        assertThat(Hex.text(chip.read(3, SOON))).isEqualTo("FF8601");
    }

    private SpiRegisterChip spi(SpiRegisterChip.Convention convention) throws Exception {
        return new SpiRegisterChip(
                new RegisterFile(
                        json("{'0x01':'0x11','0x81':'0x91'}"), 1, false, JsonValue.EMPTY_JSON_OBJECT, recording),
                convention);
    }

    private static String transfer(SpiRegisterChip chip, String sent) {
        byte[] bytes = Hex.parse(sent);
        int[] out = new int[bytes.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = bytes[i];
        }
        return Hex.text(chip.transfer(out));
    }

    private static JsonObject json(String text) {
        return Json.createReader(new StringReader(text.replace('\'', '"'))).readObject();
    }
}
