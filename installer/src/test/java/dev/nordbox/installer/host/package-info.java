/** A server in memory, and what every host must do. */
@NullMarked
package dev.nordbox.installer.host;

import org.jspecify.annotations.NullMarked;
