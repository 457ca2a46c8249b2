/** Volumes of a cluster: which there are, what of them belongs into a kit, and reading it. */
@NullMarked
package dev.nordbox.installer.volume;

import org.jspecify.annotations.NullMarked;
