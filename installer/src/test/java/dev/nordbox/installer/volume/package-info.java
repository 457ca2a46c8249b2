@NullMarked
package dev.nordbox.installer.volume;

import org.jspecify.annotations.NullMarked;
