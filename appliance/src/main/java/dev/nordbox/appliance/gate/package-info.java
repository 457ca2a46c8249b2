/** What may not get into the cluster, whoever writes it into the repository. */
@NullMarked
package dev.nordbox.appliance.gate;

import org.jspecify.annotations.NullMarked;
