/** Diffs against what diff -u writes. */
@NullMarked
package dev.nordbox.installer.diff;

import org.jspecify.annotations.NullMarked;
