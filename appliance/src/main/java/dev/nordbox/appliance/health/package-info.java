/** Whether applied objects do their work, in Argo CD's words. */
@NullMarked
package dev.nordbox.appliance.health;

import org.jspecify.annotations.NullMarked;
