/** Paths in the language of jq: the only place that knows a jq library. */
@NullMarked
package dev.nordbox.appliance.jq;

import org.jspecify.annotations.NullMarked;
