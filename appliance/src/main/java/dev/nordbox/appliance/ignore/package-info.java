/** Fields that an Application leaves out of the comparison, taken out of both sides. Pure. */
@NullMarked
package dev.nordbox.appliance.ignore;

import org.jspecify.annotations.NullMarked;
