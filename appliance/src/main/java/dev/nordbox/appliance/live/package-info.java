/** What the cluster holds, as far as it is watched: kept up to date, never listed again. */
@NullMarked
package dev.nordbox.appliance.live;

import org.jspecify.annotations.NullMarked;
