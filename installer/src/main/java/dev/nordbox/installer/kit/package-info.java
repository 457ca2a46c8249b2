/** The recovery kit as a file: what is in it, how it is written, and how it is trusted again. */
@NullMarked
package dev.nordbox.installer.kit;

import org.jspecify.annotations.NullMarked;
