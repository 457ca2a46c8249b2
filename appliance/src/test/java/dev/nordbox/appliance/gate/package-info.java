@NullMarked
package dev.nordbox.appliance.gate;

import org.jspecify.annotations.NullMarked;
