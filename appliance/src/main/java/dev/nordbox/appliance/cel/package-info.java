/** Expressions in the language CEL: the only place that knows a CEL library. */
@NullMarked
package dev.nordbox.appliance.cel;

import org.jspecify.annotations.NullMarked;
