package plumage.registry;

/** A service that calls itself a collector and is none in our class space. */
final class Incompatible extends Source {
    Incompatible(String name) {
        super(name);
    }

    @Override
    State state() {
        return State.INCOMPATIBLE;
    }
}
