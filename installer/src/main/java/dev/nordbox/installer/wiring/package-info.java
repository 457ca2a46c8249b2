/** Brings the real parts together; the only place that knows all of them. */
@NullMarked
package dev.nordbox.installer.wiring;

import org.jspecify.annotations.NullMarked;
