/** Bundles of texts with canaries in them. */
@NullMarked
package dev.nordbox.installer.support;

import org.jspecify.annotations.NullMarked;
