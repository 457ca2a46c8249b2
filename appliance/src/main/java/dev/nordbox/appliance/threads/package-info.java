/** Threads of the controller, and what is to be done by them. */
@NullMarked
package dev.nordbox.appliance.threads;

import org.jspecify.annotations.NullMarked;
