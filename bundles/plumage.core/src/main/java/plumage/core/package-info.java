/**
 * Runs sensors: understands their configuration, gives them turns on their bus, corrects and keeps what they measure, and tells of their health. Nobody
 * depends on it; it is found by the interfaces of {@code plumage.bus} and {@code plumage.sensor}.
 */
@NullMarked
package plumage.core;

import org.jspecify.annotations.NullMarked;
