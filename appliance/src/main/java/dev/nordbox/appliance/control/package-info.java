/**
 * The controller proper: a queue of applications, and what is done about each when its turn comes.
 */
@NullMarked
package dev.nordbox.appliance.control;

import org.jspecify.annotations.NullMarked;
