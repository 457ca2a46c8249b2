/**
 * What goes onto a box and where it comes from: found, verified by SHA-256, checked for the box.
 */
@NullMarked
package dev.nordbox.installer.artifact;

import org.jspecify.annotations.NullMarked;
