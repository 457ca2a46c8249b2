/** Tests of the flows. */
@NullMarked
package dev.nordbox.installer.up;

import org.jspecify.annotations.NullMarked;
