/** The trail of what was changed in the cluster, why and by whom: written, proved, told. */
@NullMarked
package dev.nordbox.appliance.audit;

import org.jspecify.annotations.NullMarked;
