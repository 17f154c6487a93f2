package plumage.core;

/** How a raw value becomes the exported one: {@code corrected = raw × scale + offset}, in base units. */
record Correction(double scale, double offset) {
    static final Correction NONE = new Correction(1, 0);

    boolean isNone() {
        return equals(NONE);
    }

    double apply(double raw) {
        return raw * scale + offset;
    }
}
