/** JSON as maps and lists: the only place of the controller that knows a JSON library. */
@NullMarked
package dev.nordbox.appliance.json;

import org.jspecify.annotations.NullMarked;
