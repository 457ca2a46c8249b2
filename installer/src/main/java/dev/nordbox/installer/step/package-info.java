/** The step engine: facts, pure plan, effect. */
@NullMarked
package dev.nordbox.installer.step;

import org.jspecify.annotations.NullMarked;
