/** What a host must have before anything is put on it, all of it looked at together. */
@NullMarked
package dev.nordbox.installer.preflight;

import org.jspecify.annotations.NullMarked;
