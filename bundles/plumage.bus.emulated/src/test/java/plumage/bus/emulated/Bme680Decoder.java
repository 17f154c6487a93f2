package plumage.bus.emulated;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Values from a whole register image, apart from the model: calibration is read from the image, the formulas are written as in the data sheet's text. */
final class Bme680Decoder {
    record Values(double celsius, double pascals, double ratio, double ohms, boolean gasValid, boolean heaterStable) {}

    private static final double[] K1 = {1, 1, 1, 1, 1, 0.99, 1, 0.992, 1, 1, 0.998, 0.995, 1, 0.99, 1, 1};
    private static final double[] K2 = {1, 1, 1, 1, 1.001, 1.007, 1, 0.992, 0.999, 1, 1, 1, 1, 1, 1, 1};

    private Bme680Decoder() {}

    static Values decode(byte[] image) {
        ByteBuffer little = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
        double t1 = little.getShort(0xE9) & 0xFFFF;
        double x = (code20(image, 0x22) / 16384.0) - t1 / 1024;
        double fine = x * little.getShort(0x8A) + x * x / 64 * image[0x8C] * 16;
        double celsius = fine / 5120;

        double a = fine / 2 - 64000;
        double b = a * a * image[0x99] / 131072 + 2 * a * little.getShort(0x96);
        b = b / 4 + 65536.0 * little.getShort(0x94);
        double c = (image[0x92] * a * a / 16384 + little.getShort(0x90) * a) / 524288;
        double p = (1048576 - code20(image, 0x1F) - b / 4096)
                * 6250
                / ((1 + c / 32768) * (little.getShort(0x8E) & 0xFFFF));
        double q = little.getShort(0x9E) * p * p / Math.pow(2, 31)
                + p * little.getShort(0x9C) / 32768
                + Math.pow(p / 256, 3) * image[0xA0] / 131072
                + 128 * image[0x98];
        double pascals = p + q / 16;

        int h1 = (image[0xE3] & 0xFF) << 4 | image[0xE2] & 0x0F;
        int h2 = (image[0xE1] & 0xFF) << 4 | (image[0xE2] & 0xF0) >> 4;
        double d = ((image[0x25] & 0xFF) << 8 | image[0x26] & 0xFF) - 16.0 * h1 - image[0xE4] / 2.0 * celsius;
        double e =
                d * h2 / 262144.0 * (1 + image[0xE5] / 16384.0 * celsius + image[0xE6] / 1048576.0 * celsius * celsius);
        double percent = e + ((image[0xE7] & 0xFF) / 16384.0 + image[0xE8] / 2097152.0 * celsius) * e * e;

        boolean bme688 = image[0xF0] == 1;
        int msb = bme688 ? 0x2C : 0x2A;
        int adc = (image[msb] & 0xFF) << 2 | (image[msb + 1] & 0xFF) >> 6;
        int range = image[msb + 1] & 0x0F;
        double ohms = bme688
                ? 1e6 * Math.pow(2, 18 - range) / (4096 + 3.0 * (adc - 512))
                : ohmsBme680(adc, range, image[0x04] >> 4);
        boolean gasValid = (image[msb + 1] & 0x20) != 0;
        boolean heaterStable = (image[msb + 1] & 0x10) != 0;
        return new Values(celsius, pascals, percent / 100, ohms, gasValid, heaterStable);
    }

    private static double ohmsBme680(int adc, int range, int rangeSwErr) {
        double offset = (1340 + 5.0 * rangeSwErr) * K1[range];
        return offset / (K2[range] * 0.000000125 * Math.pow(2, range) * (adc - 512 + offset));
    }

    private static int code20(byte[] image, int at) {
        return (image[at] & 0xFF) << 12 | (image[at + 1] & 0xFF) << 4 | (image[at + 2] & 0xFF) >> 4;
    }
}
