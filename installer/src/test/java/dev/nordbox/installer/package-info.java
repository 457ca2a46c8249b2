/** Rules that hold for the whole module. */
@NullMarked
package dev.nordbox.installer;

import org.jspecify.annotations.NullMarked;
