/** Facts, gathered and read. */
@NullMarked
package dev.nordbox.installer.facts;

import org.jspecify.annotations.NullMarked;
