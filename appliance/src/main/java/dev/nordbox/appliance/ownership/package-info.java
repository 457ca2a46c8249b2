/** Whose an object is, and what becomes of one that its application no longer wants. */
@NullMarked
package dev.nordbox.appliance.ownership;

import org.jspecify.annotations.NullMarked;
