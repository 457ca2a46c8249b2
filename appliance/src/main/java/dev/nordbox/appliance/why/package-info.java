/** What is in an application's way, whose it is, and what to do. Pure. */
@NullMarked
package dev.nordbox.appliance.why;

import org.jspecify.annotations.NullMarked;
