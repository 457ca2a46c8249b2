/** Kits that a box makes by itself, at the times and for the readers that a person has chosen. */
@NullMarked
package dev.nordbox.installer.backup;

import org.jspecify.annotations.NullMarked;
