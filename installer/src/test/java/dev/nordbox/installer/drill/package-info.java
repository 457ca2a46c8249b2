@NullMarked
package dev.nordbox.installer.drill;

import org.jspecify.annotations.NullMarked;
