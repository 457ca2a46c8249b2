/** Tests of render. */
@NullMarked
package dev.nordbox.installer.render;

import org.jspecify.annotations.NullMarked;
