/** Whether an object is as the repository has it, by the server's own judgement. */
@NullMarked
package dev.nordbox.appliance.compare;

import org.jspecify.annotations.NullMarked;
