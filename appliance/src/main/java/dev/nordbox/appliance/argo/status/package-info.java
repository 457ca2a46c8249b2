/** {@code status} of an Application with exactly Argo CD's names, read and written. Pure. */
@NullMarked
package dev.nordbox.appliance.argo.status;

import org.jspecify.annotations.NullMarked;
