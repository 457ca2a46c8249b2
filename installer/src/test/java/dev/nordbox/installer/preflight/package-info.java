/** What preflight refuses, and how it says so. */
@NullMarked
package dev.nordbox.installer.preflight;

import org.jspecify.annotations.NullMarked;
