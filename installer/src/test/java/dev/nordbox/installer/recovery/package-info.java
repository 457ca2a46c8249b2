@NullMarked
package dev.nordbox.installer.recovery;

import org.jspecify.annotations.NullMarked;
