/** Tests of what a run tells. */
@NullMarked
package dev.nordbox.installer.output;

import org.jspecify.annotations.NullMarked;
