/** From what is wanted to what is: comparing, planning, applying, pruning, reverting drift. */
@NullMarked
package dev.nordbox.appliance.sync;

import org.jspecify.annotations.NullMarked;
