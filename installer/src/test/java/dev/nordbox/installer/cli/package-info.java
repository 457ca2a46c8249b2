/** Tests of the command line. */
@NullMarked
package dev.nordbox.installer.cli;

import org.jspecify.annotations.NullMarked;
