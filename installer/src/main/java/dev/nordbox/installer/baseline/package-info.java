/** The cluster's baseline: what stands in every namespace before anything from Git runs there. */
@NullMarked
package dev.nordbox.installer.baseline;

import org.jspecify.annotations.NullMarked;
