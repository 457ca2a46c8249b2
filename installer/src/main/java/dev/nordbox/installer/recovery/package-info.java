/** Saving what of a box is not in Git, and coming back from it. */
@NullMarked
package dev.nordbox.installer.recovery;

import org.jspecify.annotations.NullMarked;
