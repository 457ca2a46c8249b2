/** What was found, written so that it can be checked without nordbox: chained, signed, reported. */
@NullMarked
package dev.nordbox.installer.evidence;

import org.jspecify.annotations.NullMarked;
