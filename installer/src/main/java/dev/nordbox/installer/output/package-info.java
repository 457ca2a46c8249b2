/** What a run tells: progress for people, events for programs, a redacted log for later. */
@NullMarked
package dev.nordbox.installer.output;

import org.jspecify.annotations.NullMarked;
