@NullMarked
package dev.nordbox.installer.kit;

import org.jspecify.annotations.NullMarked;
