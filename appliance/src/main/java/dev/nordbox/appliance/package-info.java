/** The controller of a box: keeps one cluster at what one Git repository says. */
@NullMarked
package dev.nordbox.appliance;

import org.jspecify.annotations.NullMarked;
