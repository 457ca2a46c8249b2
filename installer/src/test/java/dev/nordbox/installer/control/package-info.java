@NullMarked
package dev.nordbox.installer.control;

import org.jspecify.annotations.NullMarked;
