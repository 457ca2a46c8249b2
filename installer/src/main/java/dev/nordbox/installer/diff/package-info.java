/** What parts two texts. */
@NullMarked
package dev.nordbox.installer.diff;

import org.jspecify.annotations.NullMarked;
