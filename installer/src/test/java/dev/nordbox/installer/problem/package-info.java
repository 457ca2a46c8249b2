/** Tests of what problems promise. */
@NullMarked
package dev.nordbox.installer.problem;

import org.jspecify.annotations.NullMarked;
