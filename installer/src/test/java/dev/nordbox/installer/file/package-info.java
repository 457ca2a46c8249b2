/** Tests of files on this machine. */
@NullMarked
package dev.nordbox.installer.file;

import org.jspecify.annotations.NullMarked;
