/** The flows behind the commands: connect, look, check, plan, apply, report. */
@NullMarked
package dev.nordbox.installer.up;

import org.jspecify.annotations.NullMarked;
