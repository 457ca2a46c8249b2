/** Tests of what is uploaded: where it comes from, and what is refused. */
@NullMarked
package dev.nordbox.installer.artifact;

import org.jspecify.annotations.NullMarked;
