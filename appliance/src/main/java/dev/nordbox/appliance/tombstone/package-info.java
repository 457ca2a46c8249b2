/** What an application's objects were that the controller deleted, kept for a while. */
@NullMarked
package dev.nordbox.appliance.tombstone;

import org.jspecify.annotations.NullMarked;
