/** What every HTTP endpoint of the controller shares. */
@NullMarked
package dev.nordbox.appliance.http;

import org.jspecify.annotations.NullMarked;
