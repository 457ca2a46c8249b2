/** The controller's status on a Unix socket of the box: who serves it, and who asks. */
@NullMarked
package dev.nordbox.appliance.status;

import org.jspecify.annotations.NullMarked;
