@NullMarked
package dev.nordbox.installer.evidence;

import org.jspecify.annotations.NullMarked;
