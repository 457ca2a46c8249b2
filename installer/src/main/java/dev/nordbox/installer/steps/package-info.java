/** The parts of a box, one step each. */
@NullMarked
package dev.nordbox.installer.steps;

import org.jspecify.annotations.NullMarked;
