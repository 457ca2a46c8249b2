/** The steps, on a fake server. */
@NullMarked
package dev.nordbox.installer.steps;

import org.jspecify.annotations.NullMarked;
