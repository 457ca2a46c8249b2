/** A rehearsal of the worst day: a kit restored on a throwaway host, proved, and taken away. */
@NullMarked
package dev.nordbox.installer.drill;

import org.jspecify.annotations.NullMarked;
