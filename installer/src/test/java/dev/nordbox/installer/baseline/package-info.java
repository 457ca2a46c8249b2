/** Tests of the cluster's baseline. */
@NullMarked
package dev.nordbox.installer.baseline;

import org.jspecify.annotations.NullMarked;
