package plumage.core;

import java.util.concurrent.atomic.AtomicLong;

/** Numbers for snapshots: a later snapshot of a collector always has a greater one, whichever object made it. */
final class Revisions {
    private static final AtomicLong LAST = new AtomicLong();

    private Revisions() {}

    static long next() {
        return LAST.incrementAndGet();
    }
}
