package plumage.driver.bosch.bme280;

/** The two parts, which differ in nothing but humidity. */
enum Model {
    BME280(true, "a BME280 has 0x60"),
    BMP280(false, "a BMP280 has 0x58");

    final boolean measuresHumidity;

    /** Which identity is right, for a message. */
    final String expected;

    Model(boolean measuresHumidity, String expected) {
        this.measuresHumidity = measuresHumidity;
        this.expected = expected;
    }

    /** What its register {@code id} may say. */
    int[] chipIds() {
        return switch (this) {
            case BME280 -> new int[] {0x60};
            case BMP280 -> new int[] {0x58, 0x57, 0x56}; // the last two are samples that were sold
        };
    }
}
