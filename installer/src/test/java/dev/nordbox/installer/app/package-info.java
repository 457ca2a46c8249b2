/** Tests of the way to applications, and of how they are shown. */
@NullMarked
package dev.nordbox.installer.app;

import org.jspecify.annotations.NullMarked;
