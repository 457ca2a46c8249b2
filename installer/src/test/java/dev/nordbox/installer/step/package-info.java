/** Runs of steps over a fake server. */
@NullMarked
package dev.nordbox.installer.step;

import org.jspecify.annotations.NullMarked;
