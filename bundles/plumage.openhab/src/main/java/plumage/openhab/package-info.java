/** The items of openHAB as metrics, learnt from its event bus without any class of openHAB. */
@NullMarked
package plumage.openhab;

import org.jspecify.annotations.NullMarked;
