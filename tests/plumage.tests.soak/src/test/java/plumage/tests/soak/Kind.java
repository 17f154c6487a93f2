package plumage.tests.soak;

/** What can happen. */
enum Kind {
    CONFIGURE(14),
    RENAME(4),
    DUPLICATE(5),
    REFUSE(4),
    DISABLE(3),
    REMOVE(9),
    DRIVER_STOP(3),
    DRIVER_START(4),
    DRIVER_UPDATE(3),
    DRIVER_UNINSTALL(2),
    DRIVER_INSTALL(3),
    DRIVER_FILE_GO(2),
    DRIVER_FILE_COME(2),
    DRIVER_FILE_CHANGE(1),
    CHIP_UNPLUG(6),
    CHIP_PLUG(7),
    FAULT(6),
    HANG(3),
    CLEAR(8),
    BUS_VANISH(3),
    BUS_APPEAR(4),
    GUEST_COME(6),
    GUEST_GO(6),
    UPDATE_CORE(1),
    UPDATE_REGISTRY(1),
    UPDATE_HTTP(1);

    /** How often, of the sum of all. */
    final int weight;

    Kind(int weight) {
        this.weight = weight;
    }

    /** Whether it is an update of what makes pages, during which a scrape may be told to come again: not counted as hot plug. */
    boolean isUpdate() {
        return this == UPDATE_CORE || this == UPDATE_REGISTRY || this == UPDATE_HTTP;
    }
}
