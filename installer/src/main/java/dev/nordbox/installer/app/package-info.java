/** Applications of a box: asked about, and steered, through its controller. */
@NullMarked
package dev.nordbox.installer.app;

import org.jspecify.annotations.NullMarked;
