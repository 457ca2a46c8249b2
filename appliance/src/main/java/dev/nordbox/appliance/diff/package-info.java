/** What would change, for people to read: no value of a Secret is in it. Pure. */
@NullMarked
package dev.nordbox.appliance.diff;

import org.jspecify.annotations.NullMarked;
