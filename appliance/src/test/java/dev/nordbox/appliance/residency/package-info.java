@NullMarked
package dev.nordbox.appliance.residency;

import org.jspecify.annotations.NullMarked;
