/** Rules that hold for the whole module. */
@NullMarked
package dev.nordbox.appliance;

import org.jspecify.annotations.NullMarked;
