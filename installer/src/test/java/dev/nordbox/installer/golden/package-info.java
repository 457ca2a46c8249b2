/** Golden folders: rendered files compared with the ones that were reviewed. */
@NullMarked
package dev.nordbox.installer.golden;

import org.jspecify.annotations.NullMarked;
