/**
 * One sync of one application, as a machine: from its state and the facts to what is to be done
 * next. Pure.
 */
@NullMarked
package dev.nordbox.appliance.sync;

import org.jspecify.annotations.NullMarked;
